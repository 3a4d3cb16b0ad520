"""An engineer proposes a split and a deletion with its records; the data moves; it is planned anew and let in."""

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.acts import ask, by, open_asset
from tests.journeys.conftest import Watch
from tests.journeys.test_drafts import at_work
from tests.journeys.test_network import LINE, ROAD, merge_back

pytestmark = pytest.mark.journey


def split_into_draft(page: Page) -> None:
    by(page, "network").click()
    by(page, "network-split").click()
    by(page, "network-field-at").fill("9000")
    by(page, "network-show").click()
    expect(by(page, "effect-road")).to_have_count(2)
    by(page, "network-comment").fill("Theo quyết định thử")
    by(page, "save-draft").click()
    expect(by(page, "toast")).to_contain_text("1 thay đổi")


def moved_meanwhile(chromium: Browser, site: str) -> None:
    """The supervisor renames something on the part that is to be cut off."""
    bridge = ask(site, "/api/collections/bridges/items?road=QL.91B&limit=1000")["features"][-1]["id"]
    page = at_work(chromium, site, f"bridges/{bridge}", "giamsat")
    by(page, "edit").click()
    by(page, "field-note").fill("đã đổi")
    by(page, "save").click()
    expect(by(page, "toast")).to_be_visible()
    page.context.close()


def opened(page: Page) -> None:
    by(page, "panel-drafts").click()
    page.locator(".draft-row").first.click()


def planned_anew(engineer: Page) -> None:
    """The engineer sees what the operation no longer rests on, has it planned again, and asks for a review."""
    opened(engineer)
    expect(by(engineer, "draft-verdict")).to_contain_text("1 thay đổi không áp dụng được")
    expect(by(engineer, "operation-said")).to_contain_text("9000 m")
    by(engineer, "rebase").click()
    expect(by(engineer, "draft-verdict")).to_contain_text("áp dụng được")
    expect(by(engineer, "effect-road")).to_have_count(2)
    expect(by(engineer, "draft-along")).to_be_visible()
    by(engineer, "draft-submit").click()
    expect(by(engineer, "draft-state")).to_have_text("Chờ duyệt")


def test_a_split_and_a_deletion_with_records_are_reviewed(
    chromium: Browser, page: Page, site: str, watch: Watch
) -> None:
    roads = len(ask(site, LINE)["features"])
    inspected = ask(site, "/api/collections/inspections/items?properties=about&limit=2000")["features"]
    recorded = max(one["properties"]["about"] for one in inspected if one["properties"]["about"].startswith("B-"))
    engineer = at_work(chromium, site, f"roads/{ROAD}", "kysu")
    split_into_draft(engineer)
    open_asset(engineer, site, f"bridges/{recorded}")
    by(engineer, "delete").click()
    by(engineer, "save-draft").click()
    expect(by(engineer, "toast")).to_contain_text("2 thay đổi")
    assert len(ask(site, LINE)["features"]) == roads, "nothing is written by a draft"
    moved_meanwhile(chromium, site)

    planned_anew(engineer)

    supervisor = at_work(chromium, site, f"roads/{ROAD}", "giamsat")
    opened(supervisor)
    expect(by(supervisor, "effect-road")).to_have_count(2)
    expect(by(supervisor, "draft-events")).to_contain_text("Theo quyết định thử")
    by(supervisor, "draft-meaning").select_option("change")
    by(supervisor, "draft-accept").click()
    expect(by(supervisor, "toast")).to_contain_text("Ghi ngày thay đổi")
    by(supervisor, "draft-on").fill("2026-01-15")
    by(supervisor, "draft-accept").click()
    expect(by(supervisor, "toast")).to_contain_text("Đã chấp nhận")
    assert len(ask(site, LINE)["features"]) == roads + 1
    newest = supervisor.context.request.get(f"{site}/api/changesets?limit=1").json()["changesets"][0]
    assert (newest["by"], newest["as"], newest["on"]) == ("kysu", "change", "2026-01-15")
    assert ask(site, f"/api/collections/bridges/items?filter=public_id='{recorded}'")["features"] == []
    open_asset(supervisor, site, f"roads/{ROAD}")
    merge_back(supervisor, site)
    engineer.context.close()
    supervisor.context.close()
