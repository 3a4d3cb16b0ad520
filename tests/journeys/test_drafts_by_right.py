"""Somebody who may only propose, in one commune, on a phone: what is off says why, and the draft is read and sent with a finger."""

from collections.abc import Iterator

import psycopg2
import pytest
from playwright.sync_api import Page, expect

from tests.journeys.acts import ask, by, open_asset, sign_in
from tests.journeys.test_phone_and_access import SMALL, violations

pytestmark = pytest.mark.journey
HERE, ELSEWHERE = "B-000042", "B-000001"
GRANT = """
with one as (insert into auth_group (name) values ('nguoi-soan') returning id),
     who as (insert into auth_user (password, is_superuser, username, first_name, last_name, email, is_staff, is_active, date_joined)
             select password, false, 'soanthao', '', '', '', false, true, now() from auth_user where username = 'kysu' returning id),
     put as (insert into auth_user_groups (user_id, group_id) select who.id, one.id from who, one)
insert into write_right (role_id, act, kind, commune_id)
select one.id, 'draft', '', unit.id from one, bridge b, administrative_unit unit
 where b.public_id = %s and unit.level = 'COMMUNE' and unit.valid_to is null and st_covers(unit.geom, b.geom)
"""


@pytest.fixture
def drafter(sample_database: str) -> Iterator[None]:
    """An account that may draft in the commune of one bridge, and nothing else."""
    keeper = psycopg2.connect(sample_database.replace("postgis:", "postgresql:"))
    with keeper, keeper.cursor() as cursor:
        cursor.execute(GRANT, [HERE])
        assert cursor.rowcount == 1
    yield
    keeper.close()


def commune_of(site: str, bridge: str) -> str:
    return str(ask(site, f"/api/collections/bridges/items/{bridge}")["properties"]["commune_name"])


def test_on_a_phone_with_a_right_to_propose_in_one_commune(phone: Page, site: str, drafter: None) -> None:
    elsewhere = commune_of(site, ELSEWHERE)
    assert commune_of(site, HERE) != elsewhere
    open_asset(phone, site, f"bridges/{HERE}")
    by(phone, "menu-open").click()
    sign_in(phone, "soanthao")
    open_asset(phone, site, f"bridges/{HERE}")
    by(phone, "edit").click()
    by(phone, "field-name").fill("Cầu Đề Nghị")
    by(phone, "save").click(force=True)
    expect(by(phone, "save")).to_have_attribute("aria-disabled", "true")
    expect(by(phone, "toast")).to_contain_text("hãy lưu vào bản nháp")
    by(phone, "save-draft").click()
    expect(by(phone, "toast")).to_contain_text("1 thay đổi")
    open_asset(phone, site, f"bridges/{ELSEWHERE}")
    expect(by(phone, "edit")).to_have_attribute("aria-disabled", "true")
    by(phone, "edit").click(force=True)
    expect(by(phone, "toast")).to_contain_text(elsewhere)
    by(phone, "phone-drafts").click()
    phone.locator(".draft-row").first.click()
    expect(by(phone, "draft-verdict")).to_contain_text("áp dụng được")
    assert phone.evaluate("() => document.documentElement.scrollWidth") <= 390
    assert phone.evaluate(SMALL) == [], "a finger needs 44 px"
    assert violations(phone) == []
    by(phone, "draft-submit").click()
    expect(by(phone, "draft-state")).to_have_text("Chờ duyệt")
