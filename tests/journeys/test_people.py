"""Several people and the past: edits merge or are chosen between, presence is told, what is deleted comes back, a set is undone."""

import re
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.acts import ask, by, change_elsewhere, open_asset, sign_in
from tests.journeys.conftest import Watch

pytestmark = pytest.mark.journey


def properties(site: str, public_id: str) -> Any:
    return ask(site, f"/api/collections/bridges/items/{public_id}")["properties"]


def test_edits_of_different_fields_merge_and_the_same_field_shows_three_versions(
    page: Page, site: str, watch: Watch
) -> None:
    watch.expect("412")
    path = "/api/collections/bridges/items/B-000040"
    open_asset(page, site, "bridges/B-000040")
    sign_in(page)
    by(page, "edit").click()
    by(page, "field-crossing_name").fill("Kênh Tôi Sửa")
    change_elsewhere(page, site, path, {"name": "Tên Người Khác"})
    by(page, "save").click()
    expect(by(page, "toast")).to_contain_text("đã gộp với thay đổi của kysu")
    merged = properties(site, "B-000040")
    assert (merged["name"], merged["crossing_name"]) == ("Tên Người Khác", "Kênh Tôi Sửa")

    by(page, "edit").click()
    by(page, "field-name").fill("Tên Của Tôi")
    by(page, "field-crossing_name").fill("Kênh Tôi Sửa Nữa")
    change_elsewhere(page, site, path, {"name": "Tên Thứ Ba"})
    by(page, "save").click()
    expect(by(page, "base-name")).to_have_text("Tên Người Khác")
    expect(by(page, "conflict")).to_contain_text("Tên Thứ Ba")
    expect(by(page, "rival")).to_contain_text("kysu")
    expect(by(page, "conflict").locator("tbody tr")).to_have_count(1)
    by(page, "theirs-name").check()
    by(page, "settle").click()
    by(page, "save").click()
    expect(by(page, "edit-form")).to_have_count(0)
    expect(by(page, "card-title")).to_have_text("Tên Thứ Ba")
    assert properties(site, "B-000040")["crossing_name"] == "Kênh Tôi Sửa Nữa"


def test_a_bridge_deleted_with_its_inspections_is_restored_while_another_edits_it(
    page: Page, site: str, watch: Watch
) -> None:
    """One person edits, the other sees so, deletes it all the same with all that is recorded of it; the first restores it and saves."""
    watch.expect("404")
    open_asset(page, site, "bridges/B-000041")
    sign_in(page)
    by(page, "edit").click()
    by(page, "field-name").fill("Tên Gõ Dở")
    inspections = len(ask(site, "/api/collections/bridges/items/B-000041/inspections")["features"])
    assert inspections > 0

    assert page.context.browser is not None
    other = page.context.browser.new_context(locale="vi-VN", timezone_id="Asia/Ho_Chi_Minh").new_page()
    open_asset(other, site, "bridges/B-000041")
    sign_in(other, "giamsat")
    expect(by(other, "presence")).to_contain_text(re.compile(r"đang sửa từ \d\d:\d\d"))
    by(other, "delete").click()
    expect(by(other, "goes-along").locator("li").first).to_contain_text("I-")
    by(other, "delete-reason").fill("nhập trùng")
    by(other, "delete-confirm").click()
    expect(by(other, "toast")).to_contain_text("Đã xoá B-000041")
    by(other, "panel-past").click()
    by(other, "look-bin").click()
    expect(by(other, "gone-B-000041")).to_contain_text("lần kiểm tra")
    expect(by(other, "gone-B-000041")).to_contain_text("nhập trùng")
    other.context.close()

    by(page, "save").click()
    expect(by(page, "edit-form").locator("xpath=..").get_by_role("alert")).to_contain_text("đã xoá đối tượng này")
    by(page, "restore-edited").click()
    expect(by(page, "toast")).to_contain_text("Đã khôi phục")
    by(page, "save").click()
    expect(by(page, "card-title")).to_have_text("Tên Gõ Dở")
    assert len(ask(site, "/api/collections/bridges/items/B-000041/inspections")["features"]) == inspections


def test_a_set_is_found_in_view_and_undone_unless_something_newer_stands_on_it(
    page: Page, site: str, watch: Watch
) -> None:
    path = "/api/collections/bridges/items/B-000042"
    was = properties(site, "B-000042")
    open_asset(page, site, "bridges/B-000042")
    sign_in(page)
    change_elsewhere(page, site, path, {"name": "Sửa Nhầm", "length_m": 99})
    change_elsewhere(page, site, path, {"crossing_name": "Sau Đó"})
    by(page, "panel-past").click()
    sets = page.locator("[data-testid^=set-]")
    sets.nth(1).click()
    expect(by(page, "row-B-000042")).to_contain_text("Sửa Nhầm")
    expect(by(page, "newer")).to_contain_text("B-000042")
    expect(by(page, "undo-set")).to_have_attribute("aria-disabled", "true")
    by(page, "past-back").click()
    sets.first.click()
    expect(by(page, "undo-set")).to_have_attribute("aria-disabled", "false")
    by(page, "undo-set").click()
    expect(by(page, "toast")).to_contain_text("Đã hoàn tác bộ thay đổi")
    expect(by(page, "past")).to_be_visible()
    undone = properties(site, "B-000042")
    assert (undone["crossing_name"], undone["name"]) == (was["crossing_name"], "Sửa Nhầm")
    by(page, "tab-history").click()
    page.locator("[data-testid^=revert-][data-testid$=-name]").click()
    expect(by(page, "card-title")).to_have_text(was["name"])
    assert properties(site, "B-000042")["length_m"] == 99, "one field is put back, the other stays"
    page.locator("[data-testid^=revert-][data-testid$=-length_m]").click()
    expect(by(page, "history-entry")).to_have_count(6)
    assert {**properties(site, "B-000042"), "recorded_from": ""} == {**was, "recorded_from": ""}
