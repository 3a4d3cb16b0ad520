"""Records of an asset: one, or all of a bridge, a culvert or a stretch of road, newest first."""

from dataclasses import dataclass

from gisapi.boxes import CRS84
from gisapi.collections import collection_of
from gisapi.fields import fields_of
from gisapi.params.items import Order
from gisapi.queries import compose
from gisapi.queries.conditions import Conditions
from gisapi.queries.features import One, one_of
from gisapi.queries.statements import run

SUBJECTS = {"bridge": "bridge_id", "culvert": "culvert_id", "road": "road_id"}
NEWEST = {"inspection": "done_on", "posting": "valid_from", "work": "dated_on"}
_ABOUT = "f.id IN (SELECT own.id FROM {table} own WHERE own.{column} = %(asset)s{along})"
_ALONG = " AND own.to_m > %(from_m)s AND own.from_m < %(to_m)s"


@dataclass(frozen=True, slots=True)
class Subject:
    """What records are asked for: a bridge, a culvert or a road by internal id; of a road from `from_m` to `to_m` (m)."""

    kind: str
    asset: int
    from_m: float = float("-inf")
    to_m: float = float("inf")


def record_of(kind: str, record_id: str, *, signed_in: bool) -> One | None:
    """One record as GeoJSON, or None when there is none that this visitor may see. One statement."""
    return one_of(collection_of(kind), record_id, signed_in=signed_in)


def records_of(kind: str, subject: Subject, *, signed_in: bool) -> list[str]:
    """All records of a subject that this visitor may see, as GeoJSON features. One statement."""
    collection = collection_of(kind)
    column = SUBJECTS[subject.kind]
    about = _ABOUT.format(table=collection.kind, column=column, along=_ALONG if subject.kind == "road" else "")
    asked = {"signed_in": signed_in, "asset": subject.asset, "from_m": subject.from_m, "to_m": subject.to_m}
    selected = Conditions([about], asked)
    columns = compose.told(collection, None, signed_in=signed_in, one=True)
    newest = Order(fields_of(collection.name)[NEWEST[kind]], descending=True)
    made = compose.features(collection, selected, columns, CRS84, compose.Page(order=(newest,)))
    return [row["feature"] for row in run(made.text, made.parameters)]
