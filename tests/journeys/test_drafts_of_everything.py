"""An engineer proposes a new culvert, an inspection and a deletion in one draft; a supervisor sees all three and lets them in."""

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.acts import ask, by, open_asset
from tests.journeys.conftest import Watch
from tests.journeys.test_drafts import at_work

pytestmark = pytest.mark.journey
BRIDGE = "B-000046"
CULVERTS = "/api/collections/culverts/items"
NAME = "Cống Trong Bản Nháp"


def proposed(page: Page, site: str, gone: str) -> None:
    """All three in the draft that the first of them begins."""
    by(page, "tab-records").click()
    by(page, "record-new-inspections").click()
    by(page, "field-inspection_type").select_option("DK")
    for part in ("deck", "superstructure", "substructure"):
        by(page, f"field-{part}_rating").fill("1")
    by(page, "save-draft").click()
    expect(by(page, "toast")).to_contain_text("1 thay đổi")
    by(page, "add").click()
    by(page, "add-culverts").click()
    by(page, "field-road").fill("QL.1")
    by(page, "field-chainage").fill("Km2168+440")
    by(page, "rests-chainage").check()
    by(page, "field-name").fill(NAME)
    by(page, "field-source").fill("Hồ sơ hoàn công")
    by(page, "save-draft").click()
    expect(by(page, "toast")).to_contain_text("2 thay đổi")
    open_asset(page, site, f"culverts/{gone}")
    by(page, "delete").click()
    by(page, "save-draft").click()
    expect(by(page, "toast")).to_contain_text("3 thay đổi")


def test_a_new_asset_a_record_and_a_deletion_are_reviewed(
    chromium: Browser, page: Page, site: str, watch: Watch
) -> None:
    recorded = {
        one["properties"]["about"]
        for records in ("inspections", "postings", "works")
        for one in ask(site, f"/api/collections/{records}/items?properties=about&limit=2000")["features"]
    }
    culverts = [one["id"] for one in ask(site, f"{CULVERTS}?limit=1000")["features"]]
    gone = next(one for one in culverts if one not in recorded)
    before = ask(site, f"/api/collections/bridges/items/{BRIDGE}")["properties"]["condition"]
    engineer = at_work(chromium, site, f"bridges/{BRIDGE}", "kysu")
    proposed(engineer, site, gone)
    assert ask(site, f"{CULVERTS}/{gone}")["id"] == gone, "nothing is written by a draft"
    assert ask(site, f"/api/collections/bridges/items/{BRIDGE}")["properties"]["condition"] == before
    by(engineer, "panel-drafts").click()
    engineer.locator(".draft-row").first.click()
    expect(by(engineer, "draft-change")).to_have_count(3)
    by(engineer, "draft-submit").click()
    expect(by(engineer, "draft-state")).to_have_text("Chờ duyệt")

    supervisor = at_work(chromium, site, f"bridges/{BRIDGE}", "giamsat")
    by(supervisor, "panel-drafts").click()
    supervisor.locator(".draft-row").first.click()
    expect(by(supervisor, "draft-verdict")).to_contain_text("áp dụng được")
    expect(by(supervisor, "draft-change").first).to_contain_text("Kiểm tra")
    by(supervisor, "draft-accept").click()
    expect(by(supervisor, "toast")).to_be_visible()
    assert ask(site, f"/api/collections/bridges/items/{BRIDGE}")["properties"]["condition"] == "RAT_XAU"
    assert len(ask(site, f"{CULVERTS}?q={NAME}")["features"]) == 1
    assert ask(site, f"{CULVERTS}?filter=public_id='{gone}'")["features"] == []
    engineer.context.close()
    supervisor.context.close()
