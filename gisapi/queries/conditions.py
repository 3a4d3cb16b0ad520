"""A selection to the conditions of a WHERE clause on `f`, the rows of a source. Words of a request become parameters; columns come from the catalogue."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from gisapi.boxes import Area
from gisapi.collections import Collection
from gisapi.errors import BadParameter
from gisapi.fields import Field, readable
from gisapi.filtering.expressions import Scope, Value
from gisapi.filtering.predicates import names_a_place, near, predicate
from gisapi.filtering.shapes import METRES_A_DEGREE
from gisapi.params.selecting import Near, Overlap, Selection
from gisapi.params.typed_values import typed_value
from gisapi.queries.patterns import escaped
from gisapi.queries.statements import all_rows, one_row, statement

UNKNOWN = "none"
"""As a value: not known."""
OF_THE_ROAD_ITSELF = ("road", "km_post", "shared_stretch")
"""Kinds that are a road's own; the others stand on the ground, which a road may share."""
_OVERLAPPING = """EXISTS (SELECT FROM ({source}) AS o WHERE o.lrs_road = f.lrs_road
  AND o.lrs_from_m <= f.lrs_to_m + lrs.tolerance_m() AND o.lrs_to_m >= f.lrs_from_m - lrs.tolerance_m()
  AND (o.lrs_from_m = o.lrs_to_m OR f.lrs_from_m = f.lrs_to_m
       OR least(o.lrs_to_m, f.lrs_to_m) - greatest(o.lrs_from_m, f.lrs_from_m) > lrs.tolerance_m()){more})"""
_ALONG = """EXISTS (SELECT FROM unnest(%(road_ids)s::bigint[], %(road_from_m)s::float8[], %(road_to_m)s::float8[]) AS n (id, from_m, to_m)
  WHERE n.id = f.lrs_road{range})"""
_NEAR_ROAD = """EXISTS (SELECT FROM public.road_piece AS piece WHERE piece.road_id = ANY ({roads}::bigint[])
  AND piece.geom && ST_Expand(f.geom, {around}) AND ST_DWithin(piece.geom::geography, f.geom::geography, {metres}))"""
_RANGE = """ AND f.lrs_to_m >= n.from_m - lrs.tolerance_m() AND f.lrs_from_m <= n.to_m + lrs.tolerance_m()
  AND (f.lrs_from_m = f.lrs_to_m OR least(f.lrs_to_m, n.to_m) - greatest(f.lrs_from_m, n.from_m) > lrs.tolerance_m())"""


@dataclass
class Conditions:
    """`where`: true of the rows selected. `approximate`: the unit's outline is put together from its successors'."""

    parts: list[str] = field(default_factory=list)
    parameters: dict[str, Any] = field(default_factory=dict)
    approximate: bool = False

    @property
    def where(self) -> str:
        """The conditions joined."""
        return "\n   AND ".join(self.parts) or "true"


def conditions(collection: Collection, asked: Selection, *, signed_in: bool) -> Conditions:
    """The conditions of a selection. Raises BadParameter for what this visitor cannot ask by, naming the parameter."""
    fields = readable(collection.name, signed_in=signed_in)
    made = Conditions(parameters={"signed_in": signed_in})
    boxed = bool(asked.areas) or names_a_place(asked.filter)
    scope = Scope(fields, "filter", asked.filter_crs, "f", made.parameters, boxed)
    made.parts += _areas(asked, made)
    made.parts += [one_of(_known(fields, name), values, scope) for name, values in asked.values]
    if asked.q is not None:
        made.parts.append(_words(collection, asked.q, scope))
    if asked.road is not None:
        made.parts.append(_along(asked, made, hosts=collection.kind not in OF_THE_ROAD_ITSELF))
    if asked.unit is not None:
        made.parts.append(_unit(asked.unit, made))
    if asked.near is not None:
        made.parts.append(_near(asked.near, scope))
    if asked.filter is not None:
        made.parts.append(predicate(asked.filter, scope))
    if asked.overlap is not None:
        made.parts.append(_overlap(asked.overlap, made, signed_in=signed_in))
    if collection.kind == "administrative_unit":
        made.parts += _units_in_force(asked, made)
    return made


def _known(fields: dict[str, Field], name: str) -> Field:
    """A field this visitor may ask by: others are as unknown to them as any other word."""
    if name not in fields:
        raise BadParameter(name, known=sorted(fields))
    return fields[name]


def _areas(asked: Selection, made: Conditions) -> Iterator[str]:
    """In one of the areas asked for. Most rows lie wholly inside, which comparing boxes shows in a tenth of the time."""
    if asked.areas:
        yield "(" + " OR ".join(_meets(f"area_{n}", area, made) for n, area in enumerate(asked.areas)) + ")"


def _meets(name: str, area: Area, made: Conditions) -> str:
    made.parameters[name] = area.ewkt
    meets = f"ST_Intersects(f.geom, %({name})s::geometry)"
    if area.inner is None:
        return meets
    made.parameters[f"{name}_inner"] = area.inner
    # CASE, not OR: the planner takes `@` for rare and would expect three rows in a box of thousands.
    return (
        f"f.geom && %({name})s::geometry AND CASE WHEN f.geom @ %({name}_inner)s::geometry THEN true ELSE {meets} END"
    )


def one_of(field_: Field, values: tuple[str, ...], scope: Scope) -> str:
    """One field equal to any of some texts; "none" is not known. Numbers, dates and booleans are read as such, or refused."""
    column, known = f"f.{field_.name}", [value for value in values if value != UNKNOWN]
    parts = []
    if len(known) < len(values):
        text = field_.kind in ("text", "reference")
        parts.append(f"nullif({column}, '') IS NULL" if text else f"{column} IS NULL")
    if known and field_.kind == "texts":
        parts.append(f"{scope.bind(known)}::text[] && {column}::text[]")
    elif known and field_.kind in ("text", "code", "word", "reference"):
        parts.append(f"{scope.compared(field_)} = ANY ({scope.bind(known)}::text[])")
    elif known:
        parts.append(f"{column} IN ({', '.join(_typed(field_, value, scope) for value in known)})")
    return f"({' OR '.join(parts)})"


def _typed(field_: Field, text: str, scope: Scope) -> str:
    """A text as the field's kind has it. Raises BadParameter naming the field."""
    return scope.bind(typed_value(field_, text))


def _words(collection: Collection, text: str, scope: Scope) -> str:
    """Part of a name or code, accents and case ignored; or the public id."""
    pattern, exact = scope.bind(f"%{escaped(text)}%"), scope.bind(text.upper())
    parts = [
        f"EXISTS (SELECT FROM unnest(f.{name}) AS a WHERE plain_text(a) LIKE plain_text({pattern}))"
        if collection.fields[name].kind == "texts"
        else f"plain_text(f.{name}) LIKE plain_text({pattern})"
        for name in collection.searched
    ]
    return f"({' OR '.join(parts)} OR f.key = {exact})"


def _along(asked: Selection, made: Conditions, *, hosts: bool) -> str:
    """Of the road, between two chainages when they are given; with `hosts` also what stands where it runs over another road."""
    first, last = asked.from_chainage, asked.to_chainage
    words = {
        "road": asked.road, "signed_in": made.parameters["signed_in"],
        "from_km": first.km if first else None, "from_m": first.m if first else None,
        "to_km": last.km if last else None, "to_m": last.m if last else None,
    }  # fmt: skip
    roads = all_rows("roads_called", words)
    if not roads:
        raise BadParameter("road", value=asked.road, reason="unknown")
    roads = [row for row in roads if hosts or not row["hosts"]]
    stretches = _joined((row["id"], row["from_m"], row["to_m"]) for row in roads)
    for name, column in zip(("road_ids", "road_from_m", "road_to_m"), zip(*stretches, strict=True), strict=True):
        made.parameters[name] = list(column)
    ranged = first is not None or last is not None or any(row["hosts"] for row in roads)
    return f"f.lrs_road = ANY (%(road_ids)s::bigint[]){' AND ' + _ALONG.format(range=_RANGE) if ranged else ''}"


def _joined(stretches: Iterable[tuple[int, float, float]]) -> list[tuple[int, float, float]]:
    """The same stretches (road, from, to), those of one road that overlap as one: nothing is met twice."""
    joined: list[tuple[int, float, float]] = []
    for road, from_m, to_m in sorted(stretches):
        if joined and joined[-1][0] == road and from_m <= joined[-1][2]:
            joined[-1] = (road, joined[-1][1], max(to_m, joined[-1][2]))
        else:
            joined.append((road, from_m, to_m))
    return joined


def _unit(unit: str, made: Conditions) -> str:
    row = one_row("unit_asked", {"unit": unit})
    if row is None or not row["found"]:
        raise BadParameter("unit", value=unit, reason="unknown")
    if not row["drawn"]:
        raise BadParameter("unit", value=unit, reason="no-outline")
    made.approximate = not row["exact"]
    made.parameters["unit"] = unit
    return f"ST_Intersects(f.geom, {UNIT_AREA})"


UNIT_AREA = statement("unit_asked_area")
"""The outline of the unit asked for, once a statement."""


def _near(asked: Near, scope: Scope) -> str:
    if asked.road is not None:
        return _near_road(asked.road, asked.within_m, scope)
    lon, lat = asked.place
    ewkt = f"SRID=4326;POINT ({lon!r} {lat!r})"
    return near("f.geom", Value(f"{scope.bind(ewkt)}::geometry", "geometry", literal=ewkt), asked.within_m, scope)


def _near_road(road: str, metres: float, scope: Scope) -> str:
    """Within reach of any piece of the road; the box in degrees, wide enough anywhere here, is there for the index."""
    words = {"road": road, "signed_in": scope.parameters["signed_in"]} | dict.fromkeys(
        ("from_km", "from_m", "to_km", "to_m")
    )
    ids = [row["id"] for row in all_rows("roads_called", words) if not row["hosts"]]
    if not ids:
        raise BadParameter("near", value=road[:60], reason="unknown")
    around = scope.bind(metres / METRES_A_DEGREE * 1.1 + 1e-6)
    return _NEAR_ROAD.format(roads=scope.bind(ids), around=around, metres=scope.bind(metres))


def _overlap(asked: Overlap, made: Conditions, *, signed_in: bool) -> str:
    fields = readable(asked.collection.name, signed_in=signed_in)
    scope = Scope(fields, "overlap", alias="o", parameters=made.parameters)
    more = "" if asked.filter is None else f" AND {predicate(asked.filter, scope)}"
    source = statement(f"sources/{asked.collection.name.replace('-', '_')}")
    return _OVERLAPPING.format(source=source, more=more)


def _units_in_force(asked: Selection, made: Conditions) -> Iterator[str]:
    """Units in force now, or at `datetime`, or as `validity` says; communes unless a level is asked for."""
    if asked.moment is not None:
        made.parameters |= {"valid_first": asked.moment.first, "valid_last": asked.moment.last}
        yield "f.valid_from <= coalesce((%(valid_last)s::timestamptz AT TIME ZONE 'Asia/Ho_Chi_Minh')::date, 'infinity')"
        yield (
            "coalesce(f.valid_to, 'infinity') >= "
            "coalesce((%(valid_first)s::timestamptz AT TIME ZONE 'Asia/Ho_Chi_Minh')::date, '-infinity')"
        )
    elif asked.validity != "all":
        yield "f.valid_to IS NOT NULL" if asked.validity == "old" else "f.valid_to IS NULL"
    if not any(name == "level" for name, _ in asked.values):
        yield "f.level = 'COMMUNE'"
