"""A leader, a citizen: nobody signed in, the whole map readable at a glance."""

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.acts import ask, by, number_in, open_asset, sign_in, visit
from tests.journeys.conftest import Watch

pytestmark = pytest.mark.journey

INK = """() => [...document.querySelectorAll('canvas')].reduce((drawn, canvas) => {
  const context = canvas.width && canvas.height ? canvas.getContext('2d') : null;
  if (!context) return drawn;
  const { data } = context.getImageData(0, 0, canvas.width, canvas.height);
  const colours = new Set();
  for (let i = 0; i < data.length; i += 40) if (data[i + 3]) colours.add(data[i] << 16 | data[i + 1] << 8 | data[i + 2]);
  return drawn + colours.size;
}, 0)"""


def test_the_map_is_drawn_and_says_what_it_is(page: Page, site: str, watch: Watch) -> None:
    visit(page, site)
    assert page.evaluate(INK) > 30, "land, roads and assets have more colours than this"
    expect(page.locator("footer")).to_contain_text("minh hoạ")
    expect(page.locator("footer")).to_contain_text("OpenStreetMap")
    assert page.get_by_text("Quần đảo Hoàng Sa").count() + page.get_by_text("Quần đảo Trường Sa").count() > 0


def test_the_summary_agrees_with_the_api(page: Page, site: str, watch: Watch) -> None:
    visit(page, site)
    bridges = ask(site, "/api/collections/bridges/statistics?group-by=condition")
    sections = ask(site, "/api/collections/sections/statistics?group-by=condition")
    expect(by(page, "total-bridges")).to_have_text(str(bridges["total"]["count"]))
    assert number_in(by(page, "total-sections").inner_text()) == pytest.approx(
        float(sections["total"]["length_km"]), abs=0.5
    )
    bad = next(group["count"] for group in bridges["groups"] if group["condition"] == "XAU")
    expect(by(page, "count-bridges-XAU")).to_contain_text(str(bad))


def test_every_number_filters_and_back_undoes_it(page: Page, site: str, watch: Watch) -> None:
    visit(page, site)
    before = by(page, "total-bridges").inner_text()
    bad = by(page, "count-bridges-XAU").inner_text().strip()
    by(page, "count-bridges-XAU").click()
    expect(by(page, "total-bridges")).to_have_text(bad)
    expect(by(page, "filters")).to_be_visible()
    assert "XAU" in page.url
    page.go_back()
    expect(by(page, "total-bridges")).to_have_text(before)


def test_a_commune_has_its_own_numbers(page: Page, site: str, watch: Watch) -> None:
    visit(page, site)
    by(page, "unit").select_option("31825")
    there = ask(site, "/api/collections/bridges/statistics?group-by=condition&unit=31825")["total"]["count"]
    expect(by(page, "total-bridges")).to_have_text(str(there))


@pytest.mark.parametrize(("typed", "title"), [("ho phong", "Hộ Phòng"), ("QL.1 Km2206+400", "QL.1")])
def test_search_by_name_and_by_chainage(page: Page, site: str, watch: Watch, typed: str, title: str) -> None:
    visit(page, site)
    page.keyboard.press("/")
    page.keyboard.type(typed)
    results = by(page, "search-result")
    expect(results.first).to_be_visible()
    expect(by(page, "search-results")).to_contain_text(title)
    before = page.url
    results.filter(has_text=title).first.click()
    page.wait_for_function("before => location.href !== before", arg=before)


def test_a_click_on_a_bridge_opens_its_card(page: Page, site: str, watch: Watch) -> None:
    bridge = ask(site, "/api/collections/bridges/items?q=ho phong&limit=1")["features"][0]
    lon, lat = bridge["geometry"]["coordinates"]
    visit(page, site, f"#15/{lat}/{lon}?lang=vi")
    frame = page.locator(".leaflet-container").bounding_box()
    assert frame is not None
    page.mouse.click(frame["x"] + frame["width"] / 2, frame["y"] + frame["height"] / 2)
    expect(by(page, "card-title")).to_contain_text(bridge["properties"]["name"])
    expect(by(page, "chainage")).to_contain_text(bridge["properties"]["chainage"].split(".")[0])
    expect(by(page, "source")).to_contain_text("minh hoạ")


def test_a_visitor_reads_and_nothing_more(page: Page, site: str, watch: Watch) -> None:
    open_asset(page, site, "bridges/B-000010")
    expect(by(page, "card-title")).to_be_visible()
    for act in ("edit", "move", "delete"):
        expect(by(page, act)).to_have_count(0)
    by(page, "tab-history").click()
    expect(by(page, "history-entry")).to_have_count(0)


def test_english_beside_vietnamese(page: Page, site: str, watch: Watch) -> None:
    open_asset(page, site, "bridges/B-000010")
    by(page, "lang-en").click()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    expect(by(page, "tab-history")).to_have_text("History")
    page.reload()
    expect(by(page, "tab-history")).to_have_text("History")


def test_the_list_is_the_keyboards_way(page: Page, site: str, watch: Watch) -> None:
    visit(page, site, "#12/9.286/105.724?lang=vi")
    by(page, "panel-list").click()
    row = by(page, "list-row").first
    expect(row).to_be_visible()
    row.focus()
    page.keyboard.press("Enter")
    expect(by(page, "card-title")).to_be_visible()


def test_a_chainage_beyond_its_post_says_by_how_many_metres(page: Page, site: str, watch: Watch) -> None:
    visit(page, site)
    by(page, "search").fill("QL.1 Km2178+1500")
    expect(by(page, "search-misplaced")).to_contain_text("vượt quá cột Km2179")


def test_what_is_not_on_the_map_says_so(page: Page, site: str, watch: Watch) -> None:
    unplaced = next(
        one for one in ask(site, "/api/collections/bridges/items?limit=1000")["features"] if one["geometry"] is None
    )
    open_asset(page, site, f"bridges/{unplaced['id']}")
    expect(by(page, "not-on-map")).to_be_visible()


def test_a_link_to_what_does_not_exist_says_so(page: Page, site: str, watch: Watch) -> None:
    watch.expect("404")
    visit(page, site, "#?lang=vi&at=bridges/B-999999")
    expect(by(page, "card-missing")).to_be_visible()


def test_the_card_tells_what_is_recorded(page: Page, site: str, watch: Watch) -> None:
    """The latest inspection with its ratings, the limits in force; who inspected and the sheet only to those who work here."""
    posting = ask(site, "/api/collections/postings/items?filter=about_kind='bridge' AND valid_to IS NULL&limit=1")
    about = posting["features"][0]["properties"]["about"]
    told = [row["properties"] for row in ask(site, f"/api/collections/bridges/items/{about}/inspections")["features"]]
    nth, rated = next((n, row) for n, row in enumerate(told) if row["deck_rating"] is not None)
    open_asset(page, site, f"bridges/{about}")
    by(page, "tab-records").click()
    shown = by(page, "record-inspections").nth(nth)
    day = "/".join(reversed(rated["done_on"].split("-")))
    expect(shown).to_contain_text(day)
    expect(shown).to_contain_text(f"mặt cầu {rated['deck_rating']}/9")
    expect(by(page, "record-postings").first).to_contain_text(" t · ")
    assert "tab=records" in page.url
    expect(shown).not_to_contain_text("minh hoạ")
    sign_in(page)
    expect(shown).to_contain_text("minh hoạ")
    empty = ask(site, "/api/collections/culverts/items?condition=none&limit=1")["features"][0]["id"]
    open_asset(page, site, f"culverts/{empty}")
    by(page, "tab-records").click()
    expect(by(page, "records-inspections")).to_contain_text("Chưa có lần kiểm tra nào được ghi.")
    open_asset(page, site, "communes/31825")
    expect(by(page, "tab-records")).to_have_count(0)
