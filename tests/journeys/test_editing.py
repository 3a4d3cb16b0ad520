"""An engineer: edits, moves, is told of conflicts, and finds it all in the history."""

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.acts import ask, by, change_elsewhere, open_asset, sign_in
from tests.journeys.conftest import Watch

pytestmark = pytest.mark.journey


def item(site: str, public_id: str) -> dict[str, object]:
    return ask(site, f"/api/collections/bridges/items/{public_id}")


def test_an_edit_is_seen_at_once_and_in_the_history(page: Page, site: str, watch: Watch) -> None:
    open_asset(page, site, "bridges/B-000030")
    sign_in(page)
    by(page, "edit").click()
    by(page, "field-name").fill("Cầu Đã Sửa")
    by(page, "field-reason").fill("kiểm tra hiện trường")
    by(page, "save").click()
    expect(by(page, "toast")).to_contain_text("Đã lưu")
    expect(by(page, "card-title")).to_have_text("Cầu Đã Sửa")
    assert item(site, "B-000030")["properties"]["name"] == "Cầu Đã Sửa"
    by(page, "tab-history").click()
    newest = by(page, "history-entry").first
    expect(newest).to_contain_text("kysu")
    expect(newest).to_contain_text("kiểm tra hiện trường")
    expect(newest).to_contain_text("Cầu Đã Sửa")


def test_a_wrong_value_is_told_at_its_field_and_nothing_is_saved(page: Page, site: str, watch: Watch) -> None:
    watch.expect("422")
    before = item(site, "B-000031")
    open_asset(page, site, "bridges/B-000031")
    sign_in(page)
    by(page, "edit").click()
    by(page, "field-built_year").fill("1700")
    by(page, "save").click()
    expect(by(page, "edit-errors").or_(by(page, "error-built_year")).first).to_be_visible()
    assert item(site, "B-000031") == before
    by(page, "cancel").click()


def test_moved_by_chainage_along_its_road(page: Page, site: str, watch: Watch) -> None:
    open_asset(page, site, "bridges/B-000032")
    sign_in(page)
    was = item(site, "B-000032")
    km = was["properties"]["chainage"].split("+")[0]
    by(page, "move").click()
    by(page, "move-typed").check()
    by(page, "field-chainage").fill(f"{km}+321")
    by(page, "move-preview").click()
    expect(by(page, "move-to")).to_contain_text(f"{km}+321")
    assert item(site, "B-000032") == was, "a preview writes nothing"
    by(page, "save").click()
    expect(by(page, "chainage")).to_have_text(f"{km}+321")
    now = item(site, "B-000032")
    assert now["properties"]["chainage"] == f"{km}+321"
    assert now["geometry"] != was["geometry"]


def test_a_chainage_beyond_the_road_is_refused_with_the_metres(page: Page, site: str, watch: Watch) -> None:
    watch.expect("422")
    was = item(site, "B-000033")
    open_asset(page, site, "bridges/B-000033")
    sign_in(page)
    by(page, "move").click()
    by(page, "move-typed").check()
    by(page, "field-chainage").fill("Km2171+1900")
    by(page, "move-preview").click()
    expect(by(page, "move-panel").get_by_role("alert")).to_contain_text(" m")
    assert item(site, "B-000033") == was


def test_two_people_at_one_bridge_choose_field_by_field(page: Page, site: str, watch: Watch) -> None:
    watch.expect("412")
    path = "/api/collections/bridges/items/B-000034"
    open_asset(page, site, "bridges/B-000034")
    sign_in(page)
    by(page, "edit").click()
    by(page, "field-name").fill("Tên của tôi")
    change_elsewhere(page, site, path, {"name": "Tên của người khác", "crossing_name": "Kênh Mới Đào"})
    by(page, "save").click()
    expect(by(page, "conflict")).to_be_visible()
    by(page, "mine-name").check()
    by(page, "settle").click()
    by(page, "save").click()
    expect(by(page, "card-title")).to_have_text("Tên của tôi")
    saved = item(site, "B-000034")["properties"]
    assert (saved["name"], saved["crossing_name"]) == ("Tên của tôi", "Kênh Mới Đào")


def test_unsaved_work_survives_a_reload(page: Page, site: str, watch: Watch) -> None:
    open_asset(page, site, "bridges/B-000035")
    sign_in(page)
    by(page, "edit").click()
    by(page, "field-name").fill("Tên đang gõ dở")
    page.on("dialog", lambda dialog: dialog.accept())
    page.reload()
    expect(by(page, "draft")).to_be_visible()
    by(page, "draft-resume").click()
    expect(by(page, "field-name")).to_have_value("Tên đang gõ dở")


def test_leaving_with_unsaved_work_asks(page: Page, site: str, watch: Watch) -> None:
    open_asset(page, site, "bridges/B-000036")
    sign_in(page)
    by(page, "edit").click()
    by(page, "field-name").fill("Chưa lưu")
    by(page, "card-close").click()
    expect(by(page, "unsaved")).to_be_visible()
    by(page, "unsaved-stay").click()
    expect(by(page, "field-name")).to_have_value("Chưa lưu")


def test_a_planner_reads_history_but_does_not_edit(page: Page, site: str, watch: Watch) -> None:
    open_asset(page, site, "bridges/B-000037")
    sign_in(page, "quyhoach")
    expect(by(page, "edit")).to_have_attribute("aria-disabled", "true")
    by(page, "tab-history").click()
    expect(by(page, "history-entry").first).to_be_visible()


def test_a_wrong_password_is_told_and_lets_nobody_in(page: Page, site: str, watch: Watch) -> None:
    watch.expect("40")
    open_asset(page, site, "bridges/B-000037")
    by(page, "sign-in-open").click()
    by(page, "username").fill("kysu")
    by(page, "password").fill("sai")
    by(page, "sign-in").click()
    expect(by(page, "sign-in-form").get_by_role("alert")).to_be_visible()
    assert ask(site, "/api/session")["user"] is None
