"""Files where the list is: all that the view and the filter select, in every form, and a clear end."""

import csv
import io
import re

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.acts import by, number_in, sign_in, visit
from tests.journeys.conftest import Watch

pytestmark = pytest.mark.journey


def open_list(page: Page, site: str) -> None:
    visit(page, site)
    by(page, "count-bridges-XAU").click()
    by(page, "panel-list").click()
    expect(by(page, "list-count")).to_be_visible()
    by(page, "exports").locator("summary").click()


def test_the_list_is_saved_with_its_filter(page: Page, site: str, watch: Watch) -> None:
    open_list(page, site)
    n = int(number_in(re.sub(r".*:", "", by(page, "export-scope").inner_text())))
    with page.expect_download() as saving:
        by(page, "export-csv").click()
    expect(by(page, "toast")).to_contain_text(f"Đã tải xong {saving.value.suggested_filename}")
    rows = list(csv.DictReader(io.StringIO(saving.value.path().read_text(encoding="utf-8-sig"))))
    assert len(rows) == n > 0
    assert {row["condition"] for row in rows} == {"XAU"}


def test_every_form_of_the_api_stands_in_the_list(page: Page, site: str, watch: Watch) -> None:
    open_list(page, site)
    shown = page.locator('[data-testid="exports"] a').evaluate_all(
        "all => all.map((one) => one.dataset.testid.slice(7))"
    )
    assert shown == ["csv", "xlsx", "gpkg", "fgb", "shp", "kml", "kmz", "dxf", "geojsonseq", "qfield", "map", "qgz"]


def test_the_map_is_made_to_mail_from_the_list(page: Page, site: str, watch: Watch) -> None:
    open_list(page, site)
    with page.expect_download() as saving:
        by(page, "export-map").click()
    assert "Leaflet" in saving.value.path().read_text(encoding="utf-8")


def test_the_tabs_stand_in_one_row_and_a_reader_sees_no_acts_of_members(page: Page, site: str, watch: Watch) -> None:
    visit(page, site)
    expect(by(page, "add")).to_have_count(0)
    sign_in(page)
    expect(by(page, "add")).to_be_visible()
    tabs = page.locator('#left [role="tab"]')
    expect(tabs).to_have_count(5)
    tops = tabs.evaluate_all("all => all.map((one) => one.getBoundingClientRect().top)")
    assert len(set(tops)) == 1
    fits = page.locator('#left [role="tablist"]').evaluate("one => one.scrollWidth <= one.clientWidth")
    assert fits, "no tab is cut off"


def test_the_panel_and_the_table_share_the_width(page: Page, site: str, watch: Watch) -> None:
    visit(page, site)
    sign_in(page)
    by(page, "panel-list").click()
    by(page, "table-open").click()
    panel, table = page.locator("#left").bounding_box(), page.locator("section#table").bounding_box()
    assert panel
    assert table
    assert 300 < panel["width"] < 340
    assert panel["x"] + panel["width"] < table["x"] < panel["x"] + panel["width"] + 20
