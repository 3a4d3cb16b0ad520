"""What a source is made of: which column means which of our columns, and how it is read. Pure."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from infra.measures import Chainage

BRIDGE, CULVERT, KM_POST, ROAD, SECTION, WATERWAY = "bridge", "culvert", "km_post", "road", "section", "waterway"
KINDS = {
    "bridges": BRIDGE, "culverts": CULVERT, "km-posts": KM_POST, "roads": ROAD, "sections": SECTION, "waterways": WATERWAY,
}  # fmt: skip
"""Collection → the kind of `infra.models.ASSETS`, for all that files can hold."""
DRAWN = (ROAD, WATERWAY)
"""Kinds that are lines on the ground; the others stand at a place of a road."""
LINES = frozenset({*DRAWN, SECTION})
"""Kinds whose shapes are lines."""


@dataclass(frozen=True, slots=True)
class FieldMap:
    """`column` of the file → our `target`, read the way `read` says (`infra.ingest.normalise.READ`).

    `zero_unknown`: in this column of this source 0 means *not recorded*; the report says so each time. `scale`: what makes
    its numbers ours (0.01 of centimetres).
    """

    column: str
    target: str
    read: str = "text"
    list: str = ""
    label: str = ""
    zero_unknown: bool = False
    required: bool = False
    scale: Decimal = Decimal(1)


@dataclass(frozen=True, slots=True)
class RoadName:
    """A road as a source names it. `road_class` None: we cannot tell, so we cannot create it either."""

    code: str
    branch: str = "000"
    name: str = ""
    road_class: str | None = None
    stretch: tuple[Chainage, Chainage] | None = None

    def text(self) -> str:
        """`QL.8`, or `QL.8: 001` for a branch."""
        return self.code if self.branch == "000" else f"{self.code}: {self.branch}"


@dataclass(frozen=True)
class Source:
    """One kind of file we can read.

    `fixed`: a form whose every mapped column must be there. `ignored`: columns we know and do not load, with the
    reason. `srid` and `srid_why`: the coordinate system the form itself prescribes; None: the file or the person
    must say. `record_column`: the source's own record number, kept to find the record again. `by_point`: rows may
    say where they are by coordinates alone. `credit`: an attribution that every record must carry.
    `version`: of the form, as its publisher calls it.
    """

    code: str
    kind: str
    title: str
    fields: tuple[FieldMap, ...]
    header_row: int = 1
    fixed: bool = True
    ignored: Mapping[str, str] = field(default_factory=dict)
    srid: int | None = None
    srid_why: str = ""
    record_column: str = ""
    roads: Mapping[str, RoadName] = field(default_factory=dict)
    unnamed_is_note: bool = False
    by_point: bool = False
    credit: str = ""
    version: str = ""

    @property
    def columns(self) -> frozenset[str]:
        """Every column this source is known by."""
        return frozenset(one.column for one in self.fields) | frozenset(self.ignored)


_CLASSES = {"QL": "QL", "CT": "CT", "ĐT": "DT", "DT": "DT", "TL": "DT", "ĐH": "DH", "DH": "DH", "HL": "DH", "ĐX": "DX", "DX": "DX", "ĐCD": "DCD"}  # fmt: skip
_WRITTEN = {"QL": "QL", "CT": "CT", "DT": "ĐT", "DH": "ĐH", "DX": "ĐX", "DCD": "ĐCD"}
_ROAD = re.compile(r"([A-ZĐ]{2,3})[\s.\-]*(\d{1,3}[A-Z]?\d?)(?:\s*:\s*(\d{1,3}))?", re.IGNORECASE)

_BRANCH = re.compile(r"(.+?)\s*:\s*(\d{1,3})")


def road_named(text: str) -> RoadName:
    """`QL.8: 000`, `QL1A`, `DT 980`, `TL-978` → canonical code, branch and class; other text is a code as it stands, its branch apart."""
    found = _ROAD.fullmatch(text.strip())
    road_class = _CLASSES.get(found[1].upper()) if found else None
    if not found or road_class is None:
        other = _BRANCH.fullmatch(text.strip())
        return RoadName(other[1], other[2].zfill(3)) if other else RoadName(text.strip())
    digits = re.match(r"\d+", found[2])
    number = found[2].upper() if road_class != "CT" or not digits else found[2].zfill(2)
    return RoadName(f"{_WRITTEN[road_class]}.{number}", (found[3] or "0").zfill(3), road_class=road_class)
