"""Which record a row is, and what it would change. Reads the database, writes nothing.

Natural keys: a km post is (road, km); a culvert (road, stated chainage) and its place among those at that chainage;
a bridge the source's own record number on that road where the source has one, else (road, stated chainage, name).
"""

from collections import Counter
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.contrib.gis.geos import Point
from django.db.models import Model

from infra.ingest.mapping import BRIDGE, KM_POST
from infra.ingest.normalise import Record
from infra.models import ASSETS, Asset, Bridge, Culvert, KmPost, Road
from infra.services.placing import placed

PLACE_FACTS = frozenset({"road", "chainage", "geom", "stated_km", "stated_m", "stated_text", "source_srid"})
"""These are written together or not at all: one without the others would mean another place."""
SAME_M = 0.005
SAME_DEGREES = 1e-9


def source_text(source: str, record: Record) -> str:
    """`source` of the record: what the person said, and the source's own number in brackets."""
    return f"{source} [{record.record}]" if record.record else source


@dataclass
class Keys:
    """Finds the record of a row; counts the culverts met at each chainage, so that the second is the second."""

    kind: str
    seen: Counter[tuple[int, int, Decimal]] = field(default_factory=Counter)
    taken: set[int] = field(default_factory=set)

    def find(self, record: Record, road: Road) -> Asset | None:
        """The record this row is, or None. A record is given to one row only."""
        if record.chainage is None:
            return None
        if self.kind == KM_POST:
            return KmPost.objects.filter(road=road, km=record.chainage.km).first()
        found = self._bridge(record, road) if self.kind == BRIDGE else self._culvert(record, road)
        if found is not None:
            self.taken.add(found.pk)
        return found

    def _bridge(self, record: Record, road: Road) -> Bridge | None:
        free = Bridge.objects.filter(road=road).exclude(pk__in=self.taken).order_by("pk")
        if record.record:
            known = free.filter(source__endswith=f"[{record.record}]").first()
            if known is not None:
                return known
            free = free.exclude(source__endswith="]")  # another number of the same register is another bridge
        return free.filter(**_stated(record), name=record.facts.get("name", "")).first()

    def _culvert(self, record: Record, road: Road) -> Culvert | None:
        assert record.chainage is not None  # noqa: S101 (find() has looked)
        place = (road.pk, record.chainage.km, record.chainage.m)
        ordinal = self.seen[place]
        self.seen[place] += 1
        return next(
            iter(Culvert.objects.filter(road=road, **_stated(record)).order_by("pk")[ordinal : ordinal + 1]), None
        )


def _stated(record: Record) -> dict[str, Any]:
    assert record.chainage is not None  # noqa: S101
    return {"stated_km": record.chainage.km, "stated_m": record.chainage.m}


@dataclass(frozen=True, slots=True)
class Difference:
    """One column: as it is and as the file says."""

    column: str
    before: object
    after: object


def differences(asset: Asset, kind: str, facts: dict[str, Any]) -> list[Difference]:
    """Columns the file says otherwise. What the file does not say is left alone. Raises what `placed` raises."""
    columns = facts if kind == KM_POST else placed(asset, facts)
    pairs = ((column, _now(asset, column), _plain_value(value)) for column, value in columns.items())
    return [Difference(column, before, after) for column, before, after in pairs if not _same(before, after)]


def changes(found: list[Difference], facts: dict[str, Any]) -> dict[str, Any]:
    """The facts to write for these differences; the place goes as a whole."""
    changed = {one.column for one in found}
    place_changed = bool(changed & (PLACE_FACTS | {"at_m", "offset_m", "located_by"}))
    return {name: value for name, value in facts.items() if name in changed or (place_changed and name in PLACE_FACTS)}


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
