"""A check is told everywhere: in docs/checks.md, in both languages of the map, with every threshold a row that has its source."""

import re
from pathlib import Path

import pytest

from infra.code_lists import code_rows
from infra.ingest.duplicates import ALONG, NAMED
from infra.quality.registry import CHECKS, QUESTIONS

ROOT = Path(__file__).parents[3]


def test_the_page_lists_every_check_as_it_is() -> None:
    page = (ROOT / "docs" / "checks.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| `([a-z-]+)` \| (\w+) \| ([\w, ]+) \| [^|]+ \|([^|]*)\|$", page, re.MULTILINE)
    told = {
        code: (severity, set(kinds.split(", ")), set(re.findall(r"`(\w+)`", limits)))
        for code, severity, kinds, limits in rows
    }
    assert told == {one.code: (one.severity, set(one.kinds), set(one.limits)) for one in CHECKS.values()}


@pytest.mark.parametrize("language", ["vi", "en"])
def test_every_check_has_its_words(language: str) -> None:
    words = (ROOT / "maps" / "src" / "strings" / "checks" / f"{language}.ts").read_text(encoding="utf-8")
    for kind in ("check", "cure"):
        assert set(re.findall(rf"'{kind}\.([a-z-]+)':", words)) == set(CHECKS)


def test_every_threshold_is_a_row_and_every_row_is_asked_for() -> None:
    rows = {columns["code"] for name, columns in code_rows() if name == "check_threshold"}
    assert rows == {NAMED, *ALONG.values(), *(limit for check in CHECKS.values() for limit in check.limits)}


def test_every_question_is_asked() -> None:
    written = {file.stem for file in (ROOT / "infra" / "quality" / "questions").glob("*.sql")}
    assert written == {name for names in QUESTIONS.values() for name in names}
