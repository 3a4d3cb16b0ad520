"""The codes, their cures and docs/import.md say the same."""

import re
from pathlib import Path

import pytest

from infra.ingest.cures import CURES, cure_of

ROOT = Path(__file__).resolve().parents[3]


def test_every_code_is_documented_and_nothing_else() -> None:
    rows = re.findall(
        r"^\| `([a-z0-9-]+)` \| (.*) \|$", (ROOT / "docs" / "import.md").read_text(encoding="utf-8"), re.MULTILINE
    )
    documented = {code: cure for code, cure in rows if code not in {"error", "warning", "notice"}}
    assert documented == CURES


def test_every_code_is_used() -> None:
    sources = "\n".join(
        path.read_text(encoding="utf-8")
        for folder in ("ingest", "rules")
        for path in (ROOT / "infra" / folder).rglob("*.py")
        if path.name != "cures.py"
    )
    assert [code for code in CURES if f'"{code}"' not in sources] == []


def test_a_word_that_is_missing_is_a_bug() -> None:
    with pytest.raises(KeyError):
        cure_of("duplicate-row")
    with pytest.raises(KeyError):
        cure_of("no-such-code")
