"""Reference data: the code lists and who manages what."""

from gisapi.queries.statements import one_row


def code_lists() -> str:
    """`{list: [{code, label_vi, label_en, facts, …}]}` as JSON text. One statement."""
    row = one_row("code_lists", {})
    return row["lists"] if row and row["lists"] else "{}"
