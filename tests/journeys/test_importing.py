"""An engineer imports the culvert form, puts two rows right in the report, loads it, sees the rows on the map, and takes it all back."""

import re
from pathlib import Path

import pytest
from openpyxl import Workbook
from playwright.sync_api import Page, expect

from tests.infra.ingest.forms import culvert_form
from tests.journeys.acts import ask, by
from tests.journeys.conftest import PASSWORD, READY, Watch
from tests.journeys.test_phone_and_access import SMALL, violations

pytestmark = pytest.mark.journey
SOURCE = "Hành trình nhập"
NOWHERE = {"kinh_do": None, "vi_do": None}


@pytest.fixture
def form(tmp_path: Path) -> Path:
    """Six culverts of ĐT.978: one at a chainage beyond the road, one 100 m wide."""
    rows = [NOWHERE | {"ly_trinh": f"Km{km}+120"} for km in (12, 14, 16, 18)]
    rows += [NOWHERE | {"ly_trinh": "Km900+000"}, NOWHERE | {"ly_trinh": "Km20+300", "be_rong": "100"}]
    return culvert_form(tmp_path / "cong_dt978.xlsx", rows, road="ĐT.978: 000", stretch="Km10 : Km30")


def begin(page: Page, site: str, form: Path, state: str = "planned") -> None:
    page.goto(f"{site}/import/")
    page.fill("#username", "kysu")
    page.fill("#password", PASSWORD)
    by(page, "sign-in").click()
    page.set_input_files("#file", form)
    by(page, "source").fill(SOURCE)
    by(page, "upload").click()
    expect(by(page, "state")).to_have_attribute("data-state", state, timeout=20_000)


def fix(page: Page, row: int, column: str, text: str) -> None:
    page.locator(f"[data-testid=fix][data-row='{row}'][data-column='{column}']").fill(text)


def test_an_engineer_imports_a_form(page: Page, site: str, watch: Watch, form: Path) -> None:
    page.set_viewport_size({"width": 1366, "height": 768})
    begin(page, site, form)
    expect(by(page, "outcome-create")).to_contain_text("5")
    expect(by(page, "outcome-refused")).to_contain_text("1")
    expect(by(page, "load")).to_have_attribute("aria-disabled", "true")
    by(page, "outcome-refused").click()
    expect(by(page, "row")).to_have_count(1)
    expect(by(page, "row")).to_contain_text("Cong_thoat_nuoc_ngang!B16")
    fix(page, 16, "ly_trinh", "Km19+000")
    by(page, "outcome-refused").click()
    fix(page, 17, "be_rong", "1")
    page.wait_for_selector(READY)
    assert violations(page) == []
    by(page, "check").click()
    expect(by(page, "outcome-create")).to_contain_text("6", timeout=20_000)

    by(page, "load").click()
    expect(by(page, "state")).to_have_attribute("data-state", "loaded", timeout=20_000)
    made = ask(site, f"/api/collections/culverts/items?filter=source='{SOURCE}'&limit=10")["features"]
    assert sorted(one["properties"]["chainage"] for one in made) == sorted(
        ["Km12+120", "Km14+120", "Km16+120", "Km18+120", "Km19+000", "Km20+300"]
    )
    page.goto(f"{site}/#?lang=vi&at=culverts/{made[0]['id']}")
    expect(by(page, "card-title")).to_be_visible()
    page.go_back()
    page.once("dialog", lambda asked: asked.accept())
    by(page, "revert").click()
    expect(by(page, "state")).to_have_attribute("data-state", "reverted", timeout=20_000)
    assert ask(site, f"/api/collections/culverts/items?filter=source='{SOURCE}'")["features"] == []


def test_a_row_is_left_out_and_taken_back(page: Page, site: str, watch: Watch, form: Path) -> None:
    page.set_viewport_size({"width": 1366, "height": 768})
    begin(page, site, form)
    by(page, "outcome-create").click()
    row = page.locator("[data-testid=row][data-row='12']")
    row.locator("[data-testid=leave-out]").click()
    expect(by(page, "outcome-create")).to_contain_text("4", timeout=20_000)
    by(page, "outcome-refused").click()
    expect(row).to_contain_text("Người nhập đã bỏ dòng này")
    row.locator("[data-testid=take-back]").click()
    expect(by(page, "outcome-create")).to_contain_text("5", timeout=20_000)
    by(page, "cancel").click()


def test_a_report_on_a_phone(phone: Page, site: str, form: Path) -> None:
    begin(phone, site, form)
    phone.wait_for_selector(READY)
    expect(by(phone, "row").first).to_be_visible()
    assert phone.evaluate("() => document.documentElement.scrollWidth") <= 390
    card = phone.locator(".islands-card").bounding_box()
    assert card
    assert card["x"] + card["width"] <= 390, "the islands out of view are named within the map"
    assert phone.evaluate(SMALL) == [], "a finger needs 44 px"
    assert violations(phone) == []
    by(phone, "cancel").click()
    expect(by(phone, "state")).to_have_attribute("data-state", "cancelled")
    phone.reload()
    expect(phone).to_have_url(re.compile(r"/import/#\d+$"))
    expect(by(phone, "state")).to_have_attribute("data-state", "cancelled")


def strange(path: Path, name: str, km: int) -> Path:
    """A list in nobody's form, its header in two rows."""
    book = Workbook()
    page = book.active
    assert page is not None
    lines = [
        ["DANH SÁCH CỐNG HẠT 3"],
        ["TT", "Tên cống", "Lý trình", "Khẩu độ cống", "Đánh giá", "Người kiểm tra"],
        [1, name, f"Km{km}+450", "D100", "Tốt", "x"],
    ]
    for line in lines:
        page.append(line)
    book.save(path)
    return path


def test_a_list_in_nobodys_form_is_asked_about_once(page: Page, site: str, watch: Watch, tmp_path: Path) -> None:
    page.set_viewport_size({"width": 1366, "height": 768})
    begin(page, site, strange(tmp_path / "hat3.xlsx", "Cống Hạt Ba", 21), state="refused")
    expect(by(page, "kind")).to_have_value("culverts")
    meaning = page.locator("[data-testid=column][data-column='Khẩu độ cống']")
    expect(meaning).to_have_value("opening_text")
    expect(by(page, "confirm-columns")).to_have_attribute("aria-disabled", "true")
    expect(by(page, "columns-why")).to_contain_text("tuyến")
    by(page, "road").fill("ĐT.978")
    page.locator("[data-testid=column][data-column='Đánh giá']").select_option("")
    by(page, "profile").fill("Danh sách Hạt 3")
    assert violations(page) == []
    by(page, "confirm-columns").click()
    expect(by(page, "state")).to_have_attribute("data-state", "planned", timeout=20_000)
    expect(by(page, "outcome-create")).to_contain_text("1")

    page.goto(f"{site}/import/")
    page.set_input_files("#file", strange(tmp_path / "hat3b.xlsx", "Cống Hạt Bốn", 22))
    by(page, "source").fill(SOURCE)
    by(page, "upload").click()
    expect(by(page, "as-before")).to_contain_text("Danh sách Hạt 3", timeout=20_000)
    expect(page.locator("[data-testid=column][data-column='Đánh giá']")).to_have_value("")
    by(page, "confirm-columns").click()
    expect(by(page, "outcome-create")).to_contain_text("1", timeout=20_000)
