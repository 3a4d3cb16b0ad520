"""The table of rights and the tokens in the back office: for administrators, and nobody else's staff."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Group, User
from django.test import Client
from django.utils import timezone

from infra.models import AccessToken, ManagingUnit, WriteRight
from infra.services.tokens import make_token, token_holding

pytestmark = pytest.mark.django_db
RIGHTS, TOKENS = "/admin/infra/writeright/", "/admin/infra/accesstoken/"


def staff(role: str) -> Client:
    user = User.objects.create_user(role, is_staff=True)
    user.groups.add(Group.objects.get_or_create(name=role)[0])
    browser = Client()
    browser.force_login(user)
    return browser


ROWS = 15
"""Rights that a new database begins with."""


def test_an_administrator_edits_the_table() -> None:
    browser = staff("administrator")
    planner = Group.objects.create(name="planner")
    page = browser.get(RIGHTS).content.decode()
    assert page.count('class="field-role') == ROWS
    sent = {"role": planner.pk, "user": "", "act": "change", "kind": "section", "managing_unit": "", "commune": ""}
    assert browser.post(f"{RIGHTS}add/", sent).status_code == 302
    made = WriteRight.objects.get(role=planner)
    assert (made.act, made.kind, made.commune) == ("change", "section", None)
    assert browser.post(f"{RIGHTS}{made.pk}/delete/", {"post": "yes"}).status_code == 302
    assert not WriteRight.objects.filter(role=planner).exists()


@pytest.mark.parametrize(
    "wrong", [{"kind": "town"}, {"act": "burn"}, {"role": ""}, {"kind": "", "act": "change", "role": "engineer"}]
)
def test_a_row_that_makes_no_sense_is_refused_in_the_form(wrong: dict[str, str]) -> None:
    sent = {
        "role": "supervisor",
        "user": "",
        "act": "change",
        "kind": "road",
        "managing_unit": "",
        "commune": "",
        **wrong,
    }
    sent["role"] = Group.objects.get(name=sent["role"]).pk if sent["role"] else ""
    answer = staff("administrator").post(f"{RIGHTS}add/", sent)
    assert (answer.status_code, "errorlist" in answer.content.decode()) == (200, True)
    assert WriteRight.objects.count() == ROWS


def test_the_table_speaks_vietnamese_and_knows_records_and_drafts() -> None:
    browser = staff("administrator")
    unit = ManagingUnit.objects.create(
        code="HAT-1", name_vi="Hạt 1", name_en="Unit 1", valid_from="2025-07-01", source="x"
    )
    page = browser.get(f"{RIGHTS}add/").content.decode()
    for word in ("Vai trò:", "Được làm:", "soạn bản nháp", "Loại đối tượng:", "kiểm tra", "Hạt 1", "Để trống: mọi nơi"):
        assert word in page, word
    role = Group.objects.get(name="engineer").pk
    sent = {"role": role, "user": "", "act": "review", "kind": "inspection", "managing_unit": unit.pk, "commune": ""}
    assert browser.post(f"{RIGHTS}add/", sent).status_code == 302
    assert "duyệt bản nháp" in browser.get(RIGHTS).content.decode()
    assert WriteRight.objects.get(act="review", kind="inspection").managing_unit == unit
    neither = browser.post(f"{RIGHTS}add/", {**sent, "role": ""}).content.decode()
    assert "Chọn một vai trò hoặc một người" in neither


@pytest.mark.parametrize("role", ["engineer", "supervisor", "planner"])
def test_other_staff_see_neither(role: str) -> None:
    browser = staff(role)
    assert {browser.get(path).status_code for path in (RIGHTS, f"{RIGHTS}add/", TOKENS)} == {403}


def test_tokens_are_seen_and_revoked_but_not_made() -> None:
    user = User.objects.create_user("lan")
    row, text = make_token(user, name="QGIS", scopes=[], expires_at=timezone.now() + timedelta(days=1))
    browser = staff("administrator")
    page = browser.get(TOKENS).content.decode()
    assert row.prefix in page
    assert row.digest not in page + browser.get(f"{TOKENS}{row.pk}/change/").content.decode()
    assert browser.get(f"{TOKENS}add/").status_code == 403
    assert browser.post(f"{TOKENS}{row.pk}/change/", {"name": "x"}).status_code == 403
    browser.post(TOKENS, {"action": "revoke", "_selected_action": [row.pk]})
    assert token_holding(text) is None
    assert AccessToken.objects.get().revoked_at is not None
