"""Which record a row is, and what it would change. Reads the database, writes nothing.

Natural keys: a km post is (road, km); a culvert (road, stated chainage) and its place among those at that chainage;
a bridge the source's own record number on that road where the source has one, else (road, stated chainage, name).
"""

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.contrib.gis.geos import Point
from django.db.models import Model

from infra.crs import WGS84
from infra.ingest.completing import unused_position
from infra.ingest.mapping import BRIDGE, KM_POST
from infra.ingest.normalise import Record
from infra.models import ASSETS, Asset, Road
from infra.models.structures import BY_CHAINAGE, BY_COORDINATES
from infra.services.placing import Ground, placed

PLACE_FACTS = frozenset({"road", "chainage", "geom", "stated_km", "stated_m", "stated_text", "source_srid"})
"""These are written together or not at all: one without the others would mean another place."""
Place = tuple[int | None, Decimal | None]
"""Stated kilometre and metres."""
DERIVED = frozenset({"at_m", "offset_m", "located_by", "source_srid"})
"""What follows from a stated place, or only says in which system it was written down."""
SAME_M = 0.005
SAME_DEGREES = 1e-9


def source_text(source: str, record: Record) -> str:
    """`source` of the record: what the person said, and the source's own number in brackets."""
    return f"{source} [{record.record}]" if record.record else source


@dataclass
class Keys:
    """Finds the record of a row among those that were there before the import; each is given to one row only.

    The records of a road are read once, when the road is first asked for.
    """

    kind: str
    known: dict[int, dict[Place, list[Asset]]] = field(default_factory=dict)
    numbered: dict[tuple[int, str], Asset] = field(default_factory=dict)
    taken: set[int] = field(default_factory=set)

    def find(self, record: Record, road: Road) -> Asset | None:
        """The record this row is, or None."""
        if road.pk not in self.known:
            self._read(road)
        if record.chainage is None:
            return self._at_point(record, road)
        place = (record.chainage.km, Decimal(0) if self.kind == KM_POST else record.chainage.m)
        free = [one for one in self.known[road.pk].get(place, ()) if one.pk not in self.taken]
        if self.kind == BRIDGE:
            free = self._bridges(record, road, free)
        if not free:
            return None
        self.taken.add(free[0].pk)
        return free[0]

    def _at_point(self, record: Record, road: Road) -> Asset | None:
        """The record of that name at these coordinates, of a row that states no chainage."""
        if record.position is None:
            return None
        point = Point(record.position.lon, record.position.lat, srid=WGS84)
        for one in (one for there in self.known[road.pk].values() for one in there):
            named = getattr(one, "name", "") == (record.facts.get("name") or "")
            if one.pk not in self.taken and named and _same(_now(one, "geom"), point):
                self.taken.add(one.pk)
                return one
        return None

    def _bridges(self, record: Record, road: Road, free: list[Any]) -> list[Any]:
        """The bridge of the source's own number on that road, else those of that name without a number of the source."""
        if record.record:
            known = self.numbered.get((road.pk, f"[{record.record}]"))
            if known is not None and known.pk not in self.taken:
                return [known]
            free = [one for one in free if not one.source.endswith("]")]  # another number is another bridge
        return [one for one in free if one.name == record.facts.get("name", "")]

    def _read(self, road: Road) -> None:
        places = self.known.setdefault(road.pk, {})
        for one in ASSETS[self.kind]._default_manager.filter(road=road).order_by("pk"):
            place = (one.km, Decimal(0)) if self.kind == KM_POST else (one.stated_km, one.stated_m)
            places.setdefault(place, []).append(one)
            if self.kind == BRIDGE and one.source.endswith("]"):
                self.numbered.setdefault((road.pk, one.source[one.source.rindex("[") :]), one)


@dataclass(frozen=True, slots=True)
class Difference:
    """One column: as it is and as the file says."""

    column: str
    before: object
    after: object


def differences(asset: Asset, kind: str, facts: dict[str, Any], ground: Ground) -> list[Difference]:
    """Columns the file says otherwise. What the file does not say is left alone. Raises what `placed` raises."""
    columns = facts if kind == KM_POST else placed(asset, facts, ground)
    if kind != KM_POST and _stands_there(asset, facts):
        columns = {
            column: value for column, value in columns.items() if column not in DERIVED or _missing(asset, column)
        }
    pairs = ((column, _now(asset, column), _plain_value(value)) for column, value in columns.items())
    differing = (Difference(column, before, after) for column, before, after in pairs if not _same(before, after))
    return [one for one in differing if not (one.column == "note" and _calls_unused(asset, one))]


def changes(found: list[Difference], facts: dict[str, Any]) -> dict[str, Any]:
    """The facts to write for these differences; the place goes as a whole."""
    changed = {one.column for one in found}
    place_changed = bool(changed & (PLACE_FACTS | {"at_m", "offset_m", "located_by"}))
    return {name: value for name, value in facts.items() if name in changed or (place_changed and name in PLACE_FACTS)}


def _stands_there(asset: Asset, facts: dict[str, Any]) -> bool:
    """Whether the record already stands where the file states it: then what was derived when it was placed is kept."""
    stated = (column for column in ("road", "stated_km", "stated_m", "stated_text") if column in facts)
    if not all(_same(_now(asset, column), _plain_value(facts[column])) for column in stated):
        return False
    if "geom" in facts:
        return _now(asset, "located_by") == BY_COORDINATES and _same(_now(asset, "geom"), facts["geom"])
    return "chainage" not in facts or _now(asset, "located_by") == BY_CHAINAGE


def _calls_unused(asset: Asset, note: Difference) -> bool:
    """Whether the note only gains, as not believed, the position at which the record stands already: a person has seen to that before."""
    point = _now(asset, "geom")
    words = unused_position(f"{point.x}, {point.y}") if isinstance(point, Point) else ""
    return bool(words) and note.after == "; ".join(str(part) for part in (note.before, words) if part)


def _missing(asset: Asset, column: str) -> bool:
    """Whether a measure could not be derived when the record was placed, and perhaps can be now."""
    return column == "at_m" and _now(asset, column) is None


def _now(asset: Asset, column: str) -> object:
    model_field = ASSETS[asset._meta.db_table]._meta.get_field(column)
    return getattr(asset, model_field.attname)


def _plain_value(value: object) -> object:
    return value.pk if isinstance(value, Model) else value


def _same(before: object, after: object) -> bool:
    if isinstance(before, Point) and isinstance(after, Point):
        return bool(before.equals_exact(after, SAME_DEGREES))
    if isinstance(before, float) or isinstance(after, float):
        return before is not None and after is not None and abs(float(str(before)) - float(str(after))) < SAME_M
    return before == after
