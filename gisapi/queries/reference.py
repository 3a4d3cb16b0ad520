"""Reference data: the code lists and who manages what."""

import json

from gisapi.queries.statements import one_row
from gisapi.schemas import WORDS


def code_lists() -> str:
    """`{list: [{code, label_vi, label_en, facts, …}]}` as JSON text. One statement."""
    row = one_row("code_lists", {})
    return row["lists"] if row and row["lists"] else "{}"


def labels() -> dict[str, dict[str, str]]:
    """Code list → code → Vietnamese label, with the words the database itself writes."""
    lists = {name: {row["code"]: row["label_vi"] for row in rows} for name, rows in json.loads(code_lists()).items()}
    return lists | {name: {word: vi for word, (vi, _) in words.items()} for name, words in WORDS.items()}
