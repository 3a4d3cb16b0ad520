"""What happened, newest first: the change sets that touched something asked for, and what is in the bin. For signed-in visitors: nothing is hidden.

A set touched a place when a row it wrote was there before or after it. `%(name)s` are parameters; what is put in by `format` are names of ours.
"""

import json
from collections.abc import Callable
from typing import Any

from gisapi.errors import BadParameter
from gisapi.params.change_sets import Happened
from gisapi.queries.conditions import UNIT_AREA
from gisapi.queries.statements import one_row, run
from infra.change_sets import parents_of
from infra.models import KINDS, WITHOUT_ROAD

_SETS = """
select c.id as n, c.at, c.app_user as by, c.db_user, c.reason, c.client, c.meant as "as", c.happened_on as "on"
  from history.changeset c where {conditions} order by c.id desc limit %(limit)s + 1
"""
_COUNTS = "select h.changeset as n, '{kind}' as kind, count(distinct h.id) as rows from history.{kind} h where h.changeset = any (%(sets)s) group by 1"
_TOUCHED = """
select v.changeset from (
  select h.changeset, h.op, h.{geom} as was, h.{road} as was_on, t.{geom} as is_now, t.{road} as is_on, lead(h.hid) over w as next,
         lead(h.{geom}) over w as becomes, lead(h.{road}) over w as becomes_on
    from history.{kind} h left join {kind} t on t.id = h.id
   where h.id in (select t.id from {kind} t where {live} union select h.id from history.{kind} h where {kept})
  window w as (partition by h.id order by h.hid)) v
 where v.op <> 'I' and {was} or v.op not in ('D', 'T') and {becomes}
"""
_GONE = """
select h.changeset as n, {number} as number, h.hid, '{kind}' as kind, h.id as row_id, i.public_id as id, upper(h.recorded) as at, c.app_user as by, c.db_user, c.reason,
       to_jsonb(h)::text as content, st_asgeojson(h.{geom}, 7) as geometry
  from history.{kind} h join history.changeset c on c.id = h.changeset join issued_public_id i on i.kind = '{kind}' and i.row_id = h.id
 where h.op in ('D', 'T') and not exists (select from {kind} t where t.id = h.id)
   and not exists (select from history.{kind} later where later.id = h.id and later.hid > h.hid) {conditions}
"""
_WITH = "and not exists (select from history.{parent} p where p.changeset = h.changeset and p.id = h.{column} and p.op in ('D', 'T') and not exists (select from {parent} t where t.id = p.id))"
_BIN = "select * from ({gone}) g {after} order by g.n desc, g.number desc, g.hid desc limit %(limit)s + 1"


def sets_told(asked: Happened, road_id: int | None) -> list[dict[str, Any]]:
    """The sets asked for, one more than a page, each with `rows`: kind → how many rows it touched."""
    conditions = [*_when_and_who(asked), *(["c.id < %(after)s"] if asked.after else [])]
    place = _place(asked, road_id)
    if place is None:
        touched = " or ".join(f"exists (select from history.{kind} h where h.changeset = c.id)" for kind in asked.kinds)
    else:
        inside = " union ".join(_touched(kind, place) for kind in _on_roads(asked, road_id))
        touched = f"c.id in ({inside})" if inside else "false"
    text = _SETS.format(conditions=" and ".join([*conditions, f"({touched})"]))
    found = run(text, _parameters(asked, road_id) | {"after": asked.after[0] if asked.after else None})
    counted = " union all ".join(_COUNTS.format(kind=kind) for kind in KINDS)
    rows: dict[int, dict[str, int]] = {}
    for row in run(counted, {"sets": [one["n"] for one in found]}) if found else ():
        rows.setdefault(row["n"], {})[row["kind"]] = row["rows"]
    return [{**one, "rows": rows.get(one["n"], {})} for one in found]


def gone(asked: Happened, road_id: int | None) -> list[dict[str, Any]]:
    """What was deleted and is not back, one more than a page; what went with something else that is still gone stands under that."""
    place = _place(asked, road_id)
    after = ("n", "number", "hid")
    where = "where (g.n, g.number, g.hid) < (%(after_n)s, %(after_number)s, %(after_hid)s)" if asked.after else ""
    text = " union all ".join(_gone(kind, asked, place) for kind in _on_roads(asked, road_id))
    if not text:
        return []
    keys = {f"after_{name}": value for name, value in zip(after, asked.after, strict=False)}
    found = run(_BIN.format(gone=text, after=where), _parameters(asked, road_id) | keys)
    return [{**row, **{name: row[name] and json.loads(row[name]) for name in ("content", "geometry")}} for row in found]


Place = Callable[[str, str], str]
"""(geometry, internal id of the road) as expressions → the condition that it is there."""


def _place(asked: Happened, road_id: int | None) -> Place | None:
    if not asked.areas and asked.unit is None and road_id is None:
        return None
    if asked.unit is not None and not (one_row("unit_asked", {"unit": asked.unit}) or {}).get("drawn"):
        raise BadParameter("unit", value=asked.unit, expected="a unit whose outline is known: 31825, 95.958")

    def there(geom: str, road: str) -> str:
        boxes = " or ".join(f"st_intersects({geom}, %(area_{n})s::geometry)" for n, _ in enumerate(asked.areas))
        unit = f"st_intersects({geom}, {UNIT_AREA})" if asked.unit is not None else ""
        on_road = f"{road} = %(road)s" if road_id is not None else ""
        return "(" + " and ".join(part for part in (boxes and f"({boxes})", unit, on_road) if part) + ")"

    return there


def _on_roads(asked: Happened, road_id: int | None) -> list[str]:
    """The kinds asked for; of those, where a road is asked for, the ones that can be on it."""
    return [kind for kind in asked.kinds if road_id is None or kind not in WITHOUT_ROAD]


def _parameters(asked: Happened, road_id: int | None) -> dict[str, Any]:
    areas = {f"area_{n}": area.ewkt for n, area in enumerate(asked.areas)}
    return {
        "since": asked.since,
        "until": asked.until,
        "by": asked.by,
        "unit": asked.unit,
        "road": road_id,
        "limit": asked.limit,
    } | areas


def _when_and_who(asked: Happened) -> list[str]:
    said = {
        "c.at >= %(since)s": asked.since,
        "c.at <= %(until)s": asked.until,
        "%(by)s in (c.app_user, c.db_user)": asked.by,
    }
    return [condition for condition, value in said.items() if value is not None]


def _columns(kind: str) -> dict[str, str]:
    return {
        "geom": "centreline" if kind == "road" else "geom",
        "road": "id" if kind == "road" or kind in WITHOUT_ROAD else "road_id",  # of the latter nobody asks
        "kind": kind,
    }


def _touched(kind: str, there: Place) -> str:
    names = _columns(kind)
    live, kept = (there(f"{alias}.{names['geom']}", f"{alias}.{names['road']}") for alias in "th")
    becomes = there(
        "case when v.next is null then v.is_now else v.becomes end",
        "case when v.next is null then v.is_on else v.becomes_on end",
    )
    return _TOUCHED.format(live=live, kept=kept, was=there("v.was", "v.was_on"), becomes=becomes, **names)


def _gone(kind: str, asked: Happened, place: Place | None) -> str:
    names = _columns(kind)
    conditions = [f"and {condition}" for condition in _when_and_who(asked)]
    if place is not None:
        conditions.append("and " + place(f"h.{names['geom']}", f"h.{names['road']}"))
    if kind not in ("bridge", "culvert"):
        conditions += [_WITH.format(parent=parent, column=column) for column, parent in parents_of(kind).items()]
    return _GONE.format(number=list(KINDS).index(kind), conditions=" ".join(conditions), **names)
