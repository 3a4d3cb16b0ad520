"""An engineer is told what is doubtful while typing, cures it by one click, and takes the cure back."""

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.acts import ask, by, open_asset, sign_in, visit
from tests.journeys.conftest import READY, Watch

pytestmark = pytest.mark.journey


def test_a_warning_while_editing_and_its_cure(page: Page, site: str, watch: Watch) -> None:
    path = "/api/collections/bridges/items/B-000038"
    open_asset(page, site, "bridges/B-000038")
    sign_in(page)
    by(page, "edit").click()
    by(page, "field-built_year").fill("2099")
    expect(by(page, "finding-refused")).to_contain_text("Năm 2099 chưa tới")
    by(page, "field-built_year").fill("2012")
    by(page, "field-opened_year").fill("2010")
    finding = by(page, "finding-opened-before-built")
    expect(finding).to_contain_text("Cảnh báo")
    expect(by(page, "finding-refused")).to_have_count(0)
    by(page, "fix-opened-before-built").click()
    expect(by(page, "field-built_year")).to_have_value("2010")
    expect(finding).to_have_count(0)
    by(page, "cure-undo").click()
    expect(by(page, "field-opened_year")).to_have_value("2010")
    expect(finding).to_be_visible()
    by(page, "fix-opened-before-built").click()
    expect(finding).to_have_count(0)
    by(page, "save").click()
    expect(by(page, "toast")).to_contain_text("Đã lưu")
    saved = ask(site, path)["properties"]
    assert (saved["built_year"], saved["opened_year"]) == (2010, 2012)


def test_one_value_for_many_is_shown_then_written_and_can_be_put_back(page: Page, site: str, watch: Watch) -> None:
    def crossed(public_id: str) -> str:
        return str(ask(site, f"/api/collections/bridges/items/{public_id}")["properties"]["crossing_name"])

    visit(page, site, "#?lang=vi&panel=list")
    by(page, "table-open").click()
    expect(by(page, "table-row").first).to_be_visible()
    for of_members in ("bulk-show", "tick-B-000040"):
        expect(by(page, of_members)).to_have_count(0)
    sign_in(page)
    by(page, "sort-length_m").click()
    expect(page.locator("#table th[aria-sort=ascending]")).to_have_count(1)
    by(page, "tick-B-000040").check()
    by(page, "tick-B-000041").check()
    by(page, "bulk-field").select_option("crossing_name")
    by(page, "bulk-value").fill("Kênh Thử Hàng Loạt")
    by(page, "bulk-comment").fill("đổi tên kênh")
    was = crossed("B-000041")
    by(page, "bulk-show").click()
    expect(by(page, "bulk-shown")).to_contain_text("2 thay đổi")
    expect(by(page, "bulk-shown")).to_contain_text(was)
    assert crossed("B-000041") == was, "a preview writes nothing"
    by(page, "bulk-write").click()
    expect(by(page, "toast")).to_contain_text("Đã ghi 2")
    assert crossed("B-000040") == crossed("B-000041") == "Kênh Thử Hàng Loạt"
    by(page, "table-close").click()
    visit(page, site, "#?lang=vi&at=bridges/B-000041&tab=history")
    expect(by(page, "history-entry").first).to_contain_text("đổi tên kênh")


def test_the_worklist_of_the_view_and_letting_a_finding_stand(page: Page, site: str, watch: Watch) -> None:
    visit(page, site, "#?lang=vi")
    sign_in(page)
    by(page, "panel-checks").click()
    finding = by(page, "work-post-far-from-line")
    expect(finding).to_contain_text("cách tim tuyến")
    expect(page.locator(".finding-mark")).not_to_have_count(0)
    by(page, "let-post-far-from-line").click()
    by(page, "accept-reason").fill("Cột đặt bên kia kênh")
    by(page, "accept-save").click()
    expect(finding).to_have_count(0)
    page.reload()
    page.wait_for_selector(READY)
    expect(by(page, "work-post-out-of-order")).to_be_visible()
    expect(finding).to_have_count(0)
    by(page, "work-post-out-of-order").locator('[data-testid="work-go"]').click()
    expect(by(page, "card-title")).to_contain_text("Km13")
