"""What was asked for, in words: each parameter with its title, codes by theirs, and a way to be rid of it."""

from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlencode

from gisapi.collections import Collection
from gisapi.fields import Field
from gisapi.pages.values import Meanings

SHAPING = frozenset({"f", "limit", "cursor", "count", "properties", "sortby", "labels", "crs", "group-by", "measure"})
"""They shape the answer and choose nothing."""
TITLES = {
    "bbox": ("Trong khung", "In the box"), "bbox-crs": ("Hệ toạ độ của khung", "Coordinates of the box"), "datetime": ("Tại thời điểm", "As at"),
    "filter": ("Điều kiện CQL2", "CQL2 filter"), "filter-lang": ("Ngôn ngữ điều kiện", "Filter language"),
    "filter-crs": ("Hệ toạ độ của điều kiện", "Coordinates of the filter"), "near": ("Gần", "Near"), "unit": ("Đơn vị hành chính", "Administrative unit"),
    "road": ("Tuyến", "Road"), "from": ("Từ lý trình", "From"), "to": ("Đến lý trình", "To"), "overlap": ("Chồng lên", "Overlapping"),
    "q": ("Tên hoặc mã có", "Name or code has"), "validity": ("Hiệu lực", "Validity"),
}  # fmt: skip
NONE = "chưa biết"


@dataclass(frozen=True, slots=True)
class Condition:
    """One parameter that selects. `without`: the query of the same request less this one ("?" when nothing is left)."""

    title_vi: str
    title_en: str
    text: str
    without: str


def conditions_of(
    given: tuple[tuple[str, str], ...], collection: Collection, meanings: Meanings
) -> Iterator[Condition]:
    """Every parameter of a request that selects."""
    for name, value in given:
        if name in SHAPING:
            continue
        field = collection.fields.get(name)
        vi, en = TITLES.get(name) or ((field.title_vi, field.title_en) if field else (name, ""))
        rest = urlencode([pair for pair in given if pair[0] not in (name, "cursor")])
        yield Condition(vi, en, _said(field, value, meanings), f"?{rest}")


def _said(field: Field | None, value: str, meanings: Meanings) -> str:
    """Codes by their titles; anything else as it was written."""
    if field is None or field.kind in ("text", "texts"):
        return value
    known = meanings.get(field.codes, {})
    return ", ".join(
        NONE if code == "none" else known.get(code, (code, ""))[0] for code in map(str.strip, value.split(","))
    )
