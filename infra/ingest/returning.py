"""Records that come back by their public id: which they are, and what their file says otherwise. Reads the database, writes nothing.

A file of ours repeats what is derived (the chainage at a measure, the point at a chainage). A place is stated anew only where the file no
longer says what was exported; else it would come back as a measured one.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.contrib.gis.geos import Point
from django.db import connection
from psycopg2 import sql

from infra.crs import WGS84
from infra.ingest.findings import ERROR, Finding, finding
from infra.ingest.locating import RoadBook
from infra.ingest.mapping import KM_POST, LINES, road_named
from infra.ingest.normalise import Record, clean_or_text
from infra.ingest.positions import Position, apart_m
from infra.models import ASSETS, Asset, Road
from infra.models.structures import BY_COORDINATES

_CUT_BYTES = 250
"""A dBASE holds 254 bytes of a text, and no half letter."""
SAME_PLACE_M = 0.05
"""A point this near is the one that was exported: a CSV keeps seven decimals of a degree."""

_CHAINAGES = "select id, lrs.chainage(road_id, at_m) from {table} where id = any(%s) and at_m is not null"


@dataclass(frozen=True)
class Returned:
    """The records a file names. `known`: public id → record; `chainages`: internal id → the chainage our files give it."""

    kind: str
    known: dict[str, Asset] = field(default_factory=dict)
    others: dict[str, str] = field(default_factory=dict)
    chainages: dict[int, str] = field(default_factory=dict)

    @classmethod
    def read(cls, kind: str, records: Iterable[Record]) -> "Returned":
        """Those of this kind, and of ids that are not, the kind they are."""
        asked = {record.public_id for record in records if record.public_id}
        if not asked:
            return cls(kind)
        rows = ASSETS[kind]._default_manager.filter(public_id__in=asked)
        if kind not in LINES:
            rows = rows.select_related("road").defer("road__centreline")
        known = {one.public_id: one for one in rows}
        others = {
            public_id: other
            for other, model in ASSETS.items()
            for public_id in model._default_manager.filter(public_id__in=asked - set(known)).values_list(
                "public_id", flat=True
            )
        }
        return cls(kind, known, others, _chainages(kind, [one.pk for one in known.values()]))

    def refusal(self, record: Record) -> Finding | None:
        """Why the row has no record, or None when it has one."""
        if record.public_id in self.known:
            return None
        if record.public_id in self.others:
            words = {"found": self.others[record.public_id]}
            return finding(
                "public-id-of-another-kind", ERROR, row=record.row, field="public_id", value=record.public_id, **words
            )
        return finding("public-id-unknown", ERROR, row=record.row, field="public_id", value=record.public_id)

    def told(self, record: Record) -> dict[str, Any]:
        """The facts of the row beside its place, without texts that are only written as files write them."""
        had = vars(self.known[record.public_id])
        return {name: value for name, value in record.facts.items() if not _as_written(had.get(name), value)}

    def facts(self, record: Record, road: Road | None, book: RoadBook) -> dict[str, Any]:
        """What the row says of its record beyond what our own file said. `road`: as the row names it, None: the record's own."""
        asset, told = self.known[record.public_id], self.told(record)
        moved = record.position is not None and not _is_at(asset, record.position)
        place: dict[str, Any] = {"road": road} if road is not None else {}
        if moved and record.position is not None:
            place["geom"] = Point(record.position.lon, record.position.lat, srid=WGS84)
        if self.kind == KM_POST:
            return {**told, **place, **({"km": record.chainage.km} if record.chainage else {})}
        if vars(asset)["located_by"] == BY_COORDINATES:
            told.pop("offset_m", None)
        if moved and record.position is not None:
            place["source_srid"] = record.position.srid
        return {**told, **place, **self._restated(record, asset, place, book)}

    def _restated(self, record: Record, asset: Any, place: dict[str, Any], book: RoadBook) -> dict[str, Any]:
        """The chainage where the file changed it, or where another road reads it; a measured point stays where it is."""
        was = self.chainages.get(asset.pk, "")
        restated = record.chainage is not None and record.stated_text not in {was, asset.stated_text}
        if not restated and "road" not in place:
            return {}
        facts: dict[str, Any] = {}
        if restated and record.chainage is not None:
            facts = {"stated_km": record.chainage.km, "stated_m": record.chainage.m, "stated_text": record.stated_text}
        road = place.get("road") or asset.road
        text = record.stated_text if restated else asset.stated_text or was
        if text and road is not None and book.calibration(road).posts:
            facts["chainage"] = text
        if asset.located_by == BY_COORDINATES and "geom" not in place:
            facts["geom"] = asset.geom
        return facts

    def names_another_road(self, record: Record) -> bool:
        """Whether the row names another road than its record's: files name a branch by the code of its road alone."""
        road = getattr(self.known[record.public_id], "road", None)
        if record.road is None or road is None:
            return record.road is not None
        own = road_named(road.code)
        return (record.road.code, record.road.branch) not in {
            (own.code, own.branch),
            (road.code, road.branch),
            (own.code, road.branch),
        }


def _chainages(kind: str, ids: list[int]) -> dict[int, str]:
    if kind in (KM_POST, *LINES) or not ids:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(sql.SQL(_CHAINAGES).format(table=sql.Identifier(kind)), [ids])
        return {asset_id: text or "" for asset_id, text in cursor.fetchall()}


def _as_written(before: object, after: object) -> bool:
    """Whether a text is the record's as files write it: blanks joined, an apostrophe before what a spreadsheet takes for a formula, the rest of
    what a dBASE holds cut off."""
    if not isinstance(before, str) or not isinstance(after, str):
        return False
    had = clean_or_text(before)
    return after in {had, clean_or_text(f"'{before}")} or (len(after.encode()) > _CUT_BYTES and had.startswith(after))


def _is_at(asset: Any, position: Position) -> bool:
    return asset.geom is not None and apart_m(Position(asset.geom.x, asset.geom.y, WGS84), position) < SAME_PLACE_M
