"""The world changed, or the record was wrong: two buttons wherever something is written, and the history tells them apart."""

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.acts import ask, by, open_asset, sign_in
from tests.journeys.conftest import Watch

pytestmark = pytest.mark.journey
BRIDGE = "B-000050"


def newest(page: Page, site: str) -> tuple[Any, Any]:
    """What the last change set of all meant, and the day."""
    change = page.context.request.get(f"{site}/api/changesets?limit=1").json()["changesets"][0]
    return change["as"], change["on"]


def test_a_change_of_the_world_has_a_day_and_a_correction_none(page: Page, site: str, watch: Watch) -> None:
    open_asset(page, site, f"bridges/{BRIDGE}")
    sign_in(page)
    by(page, "edit").click()
    by(page, "field-note").fill("mở rộng mặt cầu")
    expect(by(page, "save-change")).to_have_attribute("aria-disabled", "true")
    expect(by(page, "save-change")).to_have_attribute("title", "Ghi ngày thay đổi ngoài thực địa")
    by(page, "happened-on").fill("2026-01-15")
    by(page, "save-change").click()
    expect(by(page, "toast")).to_be_visible()
    assert newest(page, site) == ("change", "2026-01-15")
    by(page, "tab-history").click()
    expect(by(page, "history").first).to_contain_text("Thực tế thay đổi ngày 15/01/2026")
    by(page, "edit").click()
    expect(by(page, "happened-on")).to_have_value("")
    by(page, "field-crossing_name").fill("Kênh Thử Nghĩa")
    by(page, "field-crossing_name").press("Enter")
    expect(by(page, "toast")).to_be_visible()
    expect(by(page, "edit-form")).to_have_count(0)
    assert newest(page, site) == ("correction", None)


def test_moving_making_and_deleting_say_it_too(page: Page, site: str, watch: Watch) -> None:
    open_asset(page, site, f"bridges/{BRIDGE}")
    sign_in(page, "giamsat")
    chainage = ask(site, f"/api/collections/bridges/items/{BRIDGE}")["properties"]["chainage"].split("+")[0]
    by(page, "move").click()
    by(page, "move-typed").check()
    by(page, "field-chainage").fill(f"{chainage}+011")
    by(page, "move-preview").click()
    expect(by(page, "move-to")).to_contain_text("+011")
    by(page, "save").click()
    expect(by(page, "move-panel")).to_have_count(0)
    assert newest(page, site) == ("correction", None)

    by(page, "add").click()
    by(page, "add-culverts").click()
    for name, text in (("road", "QL.1"), ("chainage", "Km2170+111"), ("name", "Cống mới xây"), ("source", "Hoàn công")):
        by(page, f"field-{name}").fill(text)
    by(page, "rests-chainage").check()
    by(page, "happened-on").fill("2026-02-01")
    by(page, "save-change").click()
    expect(by(page, "draw-panel")).to_have_count(0)
    assert ask(site, "/api/collections/culverts/items?q=Cống mới xây")["features"]
    assert newest(page, site) == ("change", "2026-02-01")

    by(page, "delete").click()
    expect(by(page, "delete-confirm-change")).to_have_attribute("aria-disabled", "true")
    by(page, "delete-confirm").click()
    expect(by(page, "delete-dialog")).to_have_count(0)
    assert newest(page, site) == ("correction", None)


def test_setting_many_says_it_too(page: Page, site: str, watch: Watch) -> None:
    open_asset(page, site, f"bridges/{BRIDGE}")
    sign_in(page, "giamsat")
    by(page, "panel-list").click()
    by(page, "table-open").click()
    by(page, f"tick-{BRIDGE}").check()
    by(page, "bulk-field").select_option("crossing_name")
    by(page, "bulk-value").fill("Kênh đổi tên")
    by(page, "bulk-show").click()
    by(page, "bulk-on").fill("2026-03-01")
    by(page, "bulk-write-change").click()
    expect(by(page, "bulk-shown")).to_have_count(0)
    assert newest(page, site) == ("change", "2026-03-01")
