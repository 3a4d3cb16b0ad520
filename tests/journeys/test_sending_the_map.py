"""“Gửi bản đồ”: what the map shows becomes one file, which a browser without any network opens: map, legend, tables, date."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from tests.journeys.acts import ask, by, visit
from tests.journeys.conftest import Watch

pytestmark = pytest.mark.journey


def send(page: Page, folder: Path, *, touch: bool = False) -> Path:
    with page.expect_download() as saving:
        by(page, "send-map").tap() if touch else by(page, "send-map").click()
    assert re.fullmatch(r"map_\d{4}-\d\d-\d\d\.map\.html", saving.value.suggested_filename)
    expect(by(page, "toast")).to_contain_text(f"Đã tải xong {saving.value.suggested_filename}")
    path = folder / saving.value.suggested_filename
    saving.value.save_as(path)
    return path


def open_alone(chromium: Browser, path: Path, width: int = 1366, height: int = 768) -> tuple[Page, list[str]]:
    """The file in a browser of its own that is offline; whatever it asks for, and whatever goes wrong in it."""
    context = chromium.new_context(viewport={"width": width, "height": height}, offline=True)
    page = context.new_page()
    wrong: list[str] = []
    page.on("request", lambda request: wrong.append(request.url) if request.url != path.as_uri() else None)
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.goto(path.as_uri())
    page.wait_for_selector(".leaflet-overlay-pane canvas")
    return page, wrong


def test_what_the_map_shows_is_sent(page: Page, site: str, watch: Watch, chromium: Browser, tmp_path: Path) -> None:
    visit(page, site)
    by(page, "count-bridges-XAU").click()
    page.wait_for_selector("html[data-tiles=ready]")
    path = send(page, tmp_path)
    bad = ask(site, "/api/collections/bridges/items?condition=XAU&count=true&limit=1")["numberMatched"]
    sections = ask(site, "/api/collections/sections/items?count=true&limit=1")["numberMatched"]
    sent, wrong = open_alone(chromium, path)
    text = sent.inner_text("body")
    for words in (
        f"Cầu ({bad})",
        f"Đoạn đường ({sections})",
        "Cầu: Tình trạng Xấu",
        "Tình trạng",
        "Rất xấu",
        "Quần đảo Hoàng Sa (Việt Nam)",
        "Quần đảo Trường Sa (Việt Nam)",
    ):
        assert words in text, words
    assert re.search(r"Lập lúc \d\d/\d\d/\d{4} \d\d:\d\d \(giờ Việt Nam\)", text)
    assert {
        row.rsplit("\t", 1)[0].rsplit("\t", 1)[1] for row in sent.locator("table").first.inner_text().splitlines()[1:]
    } == {"Xấu"}
    assert wrong == []
    sent.context.close()


def test_a_view_is_sent_as_it_is_zoomed(page: Page, site: str, watch: Watch, chromium: Browser, tmp_path: Path) -> None:
    visit(page, site, "#14/9.28000/105.72000?lang=vi&layers=bridges")
    path = send(page, tmp_path)
    sent, wrong = open_alone(chromium, path)
    told = int(re.search(r"(\d+) đối tượng", sent.inner_text("header"))[1])  # type: ignore[index]
    assert 0 < told < ask(site, "/api/collections/bridges/items?count=true&limit=1")["numberMatched"]
    assert sent.locator("tbody tr").count() == told
    assert wrong == []
    sent.context.close()


def test_a_phone_sends_and_reads_it(phone: Page, site: str, chromium: Browser, tmp_path: Path) -> None:
    visit(phone, site)
    path = send(phone, tmp_path, touch=True)
    sent, wrong = open_alone(chromium, path, 390, 844)
    assert sent.evaluate("document.documentElement.scrollWidth") <= 390
    assert sent.locator(".folium-map").bounding_box()["height"] > 200  # type: ignore[index]
    assert wrong == []
    sent.context.close()


def test_by_keyboard_with_progress_and_a_way_to_stop(page: Page, site: str, watch: Watch) -> None:
    visit(page, site)
    page.route("**/api/map?*", lambda route: None)  # it never comes
    by(page, "send-map").focus()
    page.keyboard.press("Enter")
    expect(by(page, "sending")).to_contain_text("Đang làm tệp bản đồ để gửi")
    expect(by(page, "send-map")).to_have_attribute("aria-disabled", "true")
    by(page, "sending-stop").click()
    expect(by(page, "sending")).to_have_count(0)
    expect(by(page, "send-map")).to_have_attribute("aria-disabled", "false")


def test_too_much_in_view_is_said_with_what_to_do(page: Page, site: str, watch: Watch) -> None:
    def refuse(route: Route) -> None:
        """As the server refuses it (`tests/gisapi/forms/test_map_of_a_view.py`); the sample has no 5 000 features."""
        route.fulfill(
            status=400, content_type="application/problem+json",
            json={"type": "x", "title": "x", "status": 400, "code": "bad-parameter", "field": "layers", "facts": {"reason": "too-many-features", "limit": 5000}},
        )  # fmt: skip

    watch.expect("400")
    visit(page, site)
    page.route("**/api/map?*", refuse)
    by(page, "send-map").click()
    expect(by(page, "toast")).to_contain_text("hơn 5.000 đối tượng")
    expect(by(page, "toast")).to_contain_text("phóng to")


def test_nothing_shown_is_nothing_to_send(page: Page, site: str, watch: Watch) -> None:
    visit(page, site)
    for layer in ("sections", "bridges", "culverts", "roads", "waterways"):
        by(page, f"layer-{layer}").uncheck()
    expect(by(page, "send-map")).to_have_attribute("aria-disabled", "true")
    by(page, "send-map").click(force=True)
    expect(by(page, "toast")).to_contain_text("Hãy bật ít nhất một lớp")
