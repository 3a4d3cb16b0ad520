"""The story that docs/drafts.md tells is run, each line by who says it; its table is that of the rule."""

import json
import re

from django.test import Client

from infra.models import Bridge
from infra.rules.drafting import STATES, TABLE
from tests.gisapi.asking import read, signed_in
from tests.gisapi.test_docs import DOCS, province

__all__ = ["province"]
TEXT = (DOCS / "drafts.md").read_text(encoding="utf-8")
LINE = r"^    (engineer|supervisor) (GET|POST) (\S+)\n(?:    (\{.*)\n)?    → (\d+) (\{.*)$"
STORY = re.findall(LINE, TEXT, re.MULTILINE)


def version(browser: Client, path: str) -> str:
    """The version of the draft that an act rests on; none of what its asker does not see."""
    answer = browser.get("/".join(path.split("/")[:4]))
    return str(answer.get("ETag", '"0"')) if len(path.split("/")) > 3 else '"0"'


def test_the_documented_story_goes_as_it_says(province: None) -> None:
    people = {role: signed_in(role) for role in ("engineer", "supervisor")}
    bridge = Bridge.objects.get().public_id
    etag = json.dumps(people["engineer"].get(f"/api/collections/bridges/items/{bridge}")["ETag"])
    number = ""
    assert len(STORY) == TEXT.count("    → ")
    for who, verb, path, body, status, wanted in STORY:
        address = path.replace("/drafts/1", f"/drafts/{number}")
        sent = body.replace("B-000001", bridge).replace('"\\"…\\""', etag)
        headers = {"If-Match": version(people[who], address)}
        answer = people[who].generic(verb, address, sent, content_type="application/json", headers=headers)
        assert answer.status_code == int(status), (who, verb, path, answer.content)
        told, expected = json.loads(answer.content), json.loads(wanted)
        assert {name: told[name] for name in expected} == expected, path
        number = number or str(told["id"])
    assert Bridge.objects.get().name == "Cầu Hộ Phòng 2"
    assert read(people["supervisor"], f"/api/drafts/{number}")["changeset"] is not None


def test_every_state_and_act_is_told() -> None:
    table = TEXT.partition("## Who does what")[2].partition("## Rights")[0]
    assert [state for state in STATES if f"`{state}`" not in table] == []
    assert [act for act in TABLE if act not in table] == []
