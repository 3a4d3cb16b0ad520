"""What one column alone cannot say: round culverts, km posts' names, spans against the count, remarks. Pure."""

import re
from collections.abc import Iterator
from decimal import Decimal

from infra.ingest.cells import CellUnreadable, clean, plain
from infra.ingest.draft import Draft
from infra.ingest.findings import ERROR, NOTICE, WARNING, Finding, finding
from infra.ingest.mapping import CULVERT, KM_POST
from infra.ingest.notations import Spans
from infra.measures import Chainage

_HYDRAULIC = (
    (re.compile(r"\blap hoan toan\b|\btac\b|\blap (?:9\d|100) ?%"), "TAC"),
    (re.compile(r"\bngap\b"), "NGAP"),
    (re.compile(r"\blap\b|\bboi (?:lap|lang)\b"), "BOI_LAP"),
    (re.compile(r"\bxoi\b"), "XOI"),
)
"""Words of a culvert's remark, without accents → hydraulic state; the first that fits. 90 % silted is blocked."""
SPAN_SLACK_M = Decimal(1)


def read_remark(draft: Draft, kind: str, column: str, cell: object) -> None:
    """A remark column without a machine name: kept word for word as note; a culvert's hydraulic state is read from it."""
    try:
        text = clean(cell)
    except CellUnreadable as problem:
        draft.say(problem.facts["reason"], WARNING, column, problem.facts["value"])
        return
    if not text:
        return
    draft.notes.append(text)
    words = " ".join(plain(word) if not word.endswith("%") else word for word in text.split())
    state = next((code for pattern, code in _HYDRAULIC if pattern.search(words)), None) if kind == CULVERT else None
    if state is None:
        draft.say("note-only", NOTICE, column, text)
    else:
        draft.facts["hydraulic"] = state
        draft.say("read-from-note", NOTICE, column, text, means=f"hydraulic = {state}")


def keep_unused_position(draft: Draft, value: str) -> None:
    """A position that is not used stays readable on the record."""
    draft.notes.append(unused_position(value))


def unused_position(value: str) -> str:
    """The words under which an unused position is kept in the note."""
    return f"Toạ độ theo nguồn không dùng: {value}"


def complete(draft: Draft, kind: str, chainage: Chainage | None) -> None:
    """Finish the facts of one row."""
    if kind == CULVERT:
        _complete_round(draft)
    if kind == KM_POST:
        _check_post_name(draft, chainage)


def _complete_round(draft: Draft) -> None:
    """A round culvert's width and height are its diameter, when they agree."""
    width, height = draft.facts.get("width_m"), draft.facts.get("height_m")
    if draft.facts.get("shape") != "TRON" or width is None or "diameter_m" in draft.facts:
        return
    if height is None or height == width:
        draft.facts["diameter_m"] = draft.facts.pop("width_m")
        draft.facts.pop("height_m", None)
    else:
        draft.say("round-not-round", NOTICE, "shape", width, height=height)


def _check_post_name(draft: Draft, chainage: Chainage | None) -> None:
    """`ten_cot_km` and `ly_trinh` are the same post, and a post stands at its kilometre."""
    name = draft.place.get("post_name")
    if chainage is None:
        return
    said = name[0] if isinstance(name, tuple) else chainage
    if said.km != chainage.km or chainage.m or said.m:
        draft.say("post-name-differs", ERROR, "ten_cot_km", said.text(), chainage=chainage.text())


def span_findings(row: int, column: str, spans: Spans, facts: dict[str, object]) -> Iterator[Finding]:
    """Spans against the stated number of spans and length of the bridge."""
    stated, length = facts.get("span_count"), facts.get("length_m")
    if isinstance(stated, int) and stated != spans.count:
        yield finding(
            "span-count-differs", NOTICE, row=row, field=column, value=spans.text, counted=spans.count, stated=stated
        )
    if isinstance(length, Decimal) and spans.total_m > length + SPAN_SLACK_M:
        yield finding(
            "spans-longer-than-bridge",
            NOTICE,
            row=row,
            field=column,
            value=spans.text,
            sum=spans.total_m,
            length=length,
        )
