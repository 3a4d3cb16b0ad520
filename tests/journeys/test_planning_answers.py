"""What a planner does with an answer: waits for it or stops it, saves it as files, sends it on, reads of which day it is."""

import re
from collections.abc import Iterator
from contextlib import contextmanager

import psycopg2
import pytest
from playwright.sync_api import Page, expect

from tests.journeys.acts import ask, by
from tests.journeys.conftest import READY, Watch
from tests.journeys.test_planning import open_page, run, shown_count

pytestmark = pytest.mark.journey

QUERY_LIMIT_MS = 15_000
FORMS = {"csv": "csv", "xlsx": "xlsx", "gpkg": "gpkg", "geojsonseq": "geojsons"}
"""Form → the ending of its file."""


@contextmanager
def nobody_reads(database: str, table: str) -> Iterator[None]:
    """Every read of a table waits, as behind a long write."""
    keeper = psycopg2.connect(database.replace("postgis://", "postgresql://"))
    try:
        with keeper.cursor() as cursor:
            cursor.execute(f"lock table {table} in access exclusive mode")
            yield
    finally:
        keeper.rollback()
        keeper.close()


def test_a_long_question_counts_its_seconds_can_be_stopped_and_is_ended_by_the_server(
    page: Page, site: str, sample_database: str, watch: Watch
) -> None:
    watch.expect("503")
    open_page(page, site)
    with nobody_reads(sample_database, "culvert"):
        by(page, "of").select_option("culverts")
        by(page, "run").click()
        waits = by(page, "cancel-answer")
        expect(waits).to_be_visible()
        expect(page.locator(".waiting-bar")).to_contain_text(re.compile(r"\d giây"))
        waits.click()
        expect(page.locator("#answer .failure")).to_contain_text("Đã dừng")
        by(page, "run").click()
        refused = page.locator("#answer .failure")
        expect(refused).to_contain_text("Câu hỏi lâu quá 15 giây", timeout=2 * QUERY_LIMIT_MS)
        expect(by(page, "run")).to_be_visible()
    run(page)
    expect(by(page, "row").first).to_be_visible()


@pytest.mark.parametrize("form", FORMS)
def test_the_answer_is_saved_as_a_file(page: Page, site: str, watch: Watch, form: str) -> None:
    open_page(page, site, "#lang=vi&of=bridges&if=all(condition.in(XAU))")
    expect(by(page, "row").first).to_be_visible()
    by(page, "exports").locator("summary").click()
    with page.expect_download() as saving:
        by(page, f"export-{form}").click()
    name = saving.value.suggested_filename
    assert re.fullmatch(rf"bridges_\d{{4}}-\d\d-\d\d\.{FORMS[form]}", name)
    assert saving.value.path().stat().st_size > 0
    expect(by(page, "toast")).to_contain_text(f"Đã tải xong {name}")
    expect(by(page, "exports")).not_to_have_attribute("open", "")


def test_a_file_that_cannot_be_made_says_why(page: Page, site: str, watch: Watch) -> None:
    watch.expect("400")
    open_page(page, site, "#lang=vi&of=bridges")
    by(page, "exports").locator("summary").click()
    by(page, "export-fgb").click()
    expect(by(page, "toast")).to_contain_text("Hãy chọn GeoPackage")


def test_a_file_in_the_making_can_be_stopped(page: Page, site: str, sample_database: str, watch: Watch) -> None:
    open_page(page, site, "#lang=vi&of=culverts")
    expect(by(page, "row").first).to_be_visible()
    with nobody_reads(sample_database, "culvert"):
        by(page, "exports").locator("summary").click()
        by(page, "export-csv").click()
        expect(by(page, "saving")).to_contain_text("Đang làm tệp CSV")
        by(page, "saving-stop").click()
        expect(by(page, "saving")).to_have_count(0)
        expect(by(page, "exports")).to_be_visible()


def test_the_link_carries_where_the_map_was_moved_to(page: Page, site: str, watch: Watch) -> None:
    open_page(page, site, "#lang=vi&of=bridges")
    expect(by(page, "row").first).to_be_visible()
    page.wait_for_selector(READY)
    assert "view=" not in page.url
    page.locator(".leaflet-control-zoom-in").click()
    expect(page).to_have_url(re.compile(r"view=\d+/"))
    link = page.url
    page.goto("about:blank")
    page.goto(link)
    expect(by(page, "row").first).to_be_visible()
    page.wait_for_selector(READY)
    assert page.url == link
    by(page, "example-bad_bridges").or_(by(page, "run")).first.click()
    expect(page).not_to_have_url(re.compile("view="))


def test_a_link_with_a_wrong_name_shows_the_unit_it_asks_of(page: Page, site: str, watch: Watch) -> None:
    name = ask(site, "/api/collections/communes/items/31825")["properties"]["name_vi"]
    open_page(page, site, "#lang=vi&of=bridges&unit=31825 Xã Khác")
    expect(by(page, "section-place").locator("summary")).to_contain_text(name)
    expect(by(page, "unit")).to_have_value(name)


def test_an_answer_of_another_day_says_so(page: Page, site: str, watch: Watch) -> None:
    open_page(page, site, "#lang=vi&of=bridges&at=30/06/2020")
    expect(by(page, "count")).to_have_text("0 cầu, như đã ghi đến hết ngày 30/06/2020")
    expect(by(page, "empty")).to_contain_text("chưa ghi cầu nào")
    by(page, "at").fill("31122099")
    run(page)
    expect(by(page, "count")).to_contain_text("như đã ghi đến hết ngày 31/12/2099")
    assert shown_count(page) == ask(site, "/api/collections/bridges/items?count=true&limit=1")["numberMatched"]


def test_an_asset_opened_from_the_table_is_where_the_map_looks(page: Page, site: str, watch: Watch) -> None:
    open_page(page, site, "#lang=vi&of=bridges")
    by(page, "row").first.locator("button.id").click()
    by(page, "open").click()
    expect(by(page, "card-title")).to_be_visible()
    expect(page).to_have_url(re.compile(r"#1[5-9]/"))


def test_paper_has_the_whole_table_and_the_question(page: Page, site: str, watch: Watch) -> None:
    open_page(page, site, "#lang=vi&of=bridges")
    last = by(page, "row").last
    expect(last).to_be_visible()
    page.emulate_media(media="print")
    expect(by(page, "printed")).to_contain_text("/api/collections/bridges/items")
    expect(by(page, "run")).to_be_hidden()
    page.evaluate("() => scrollTo(0, document.documentElement.scrollHeight)")
    expect(last).to_be_in_viewport()
