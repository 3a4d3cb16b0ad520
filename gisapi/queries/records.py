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
"""Kind → the field whose newest value comes first; what has no date comes in the order of the road."""
_ABOUT = "f.id IN (SELECT own.id FROM {table} own WHERE own.{column} = %(asset)s{along})"
_ALONG = " AND own.to_m > %(from_m)s AND own.from_m < %(to_m)s"
_AS_HOST = """ OR own.host_id = %(asset)s AND greatest(own.host_from_m, own.host_to_m) > %(from_m)s
     AND least(own.host_from_m, own.host_to_m) < %(to_m)s"""


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
    along = _ALONG if subject.kind == "road" else ""
    along += _AS_HOST if kind == "shared_stretch" and subject.kind == "road" else ""
    about = _ABOUT.format(table=collection.kind, column=column, along=along)
    asked = {"signed_in": signed_in, "asset": subject.asset, "from_m": subject.from_m, "to_m": subject.to_m}
    selected = Conditions([about], asked)
    columns = compose.told(collection, None, signed_in=signed_in, one=True)
    order = Order(fields_of(collection.name)[NEWEST.get(kind, "from_m")], descending=kind in NEWEST)
    made = compose.features(collection, selected, columns, CRS84, compose.Page(order=(order,)))
    return [row["feature"] for row in run(made.text, made.parameters)]
