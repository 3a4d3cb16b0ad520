"""Reference data: the code lists and who manages what."""

import json

from gisapi.queries.statements import one_row
from gisapi.schemas import WORDS


def code_lists() -> str:
    """`{list: [{code, label_vi, label_en, facts, …}]}` as JSON text. One statement."""
    row = one_row("code_lists", {})
    return row["lists"] if row and row["lists"] else "{}"


def meanings() -> dict[str, dict[str, tuple[str, str]]]:
    """Code list → code → label in Vietnamese and English, with the words the database itself writes."""
    lists = {
        name: {row["code"]: (row["label_vi"], row["label_en"]) for row in rows}
        for name, rows in json.loads(code_lists()).items()
    }
    return lists | WORDS


def spellings() -> dict[str, dict[str, tuple[str, ...]]]:
    """Code list → code → the ways the national forms write it, our own label first."""
    return {
        name: {row["code"]: (row["label_vi"], *row["facts"].get("also", ())) for row in rows}
        for name, rows in json.loads(code_lists()).items()
    }


def labels() -> dict[str, dict[str, str]]:
    """The same in Vietnamese alone."""
    return {name: {code: vi for code, (vi, _) in rows.items()} for name, rows in meanings().items()}
