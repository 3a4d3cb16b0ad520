"""Records of an asset: one, or all of a bridge, a culvert or a stretch of road, newest first."""

from dataclasses import dataclass

from gisapi.boxes import CRS84
from gisapi.publication import readable
from gisapi.queries.features import One
from gisapi.queries.statements import one_row


@dataclass(frozen=True, slots=True)
class Subject:
    """What records are asked for: internal ids of the one bridge, culvert or road; of a road also the measures (m)."""

    bridge: int | None = None
    culvert: int | None = None
    road: int | None = None
    from_m: float = float("-inf")
    to_m: float = float("inf")


@dataclass(frozen=True, slots=True)
class Records:
    """`features`: GeoJSON features as text, commas between."""

    features: str
    returned: int


def record_of(collection: str, record_id: str, *, signed_in: bool) -> One | None:
    """One record as GeoJSON, or None when there is none that this visitor may see. One statement."""
    shown = {"srid": CRS84.srid, "latitude_first": CRS84.latitude_first, "decimals": CRS84.decimals}
    asked = {"id": record_id, "signed_in": signed_in, "readable": readable(collection, signed_in=signed_in)}
    row = one_row(f"{collection}_one", shown | asked)
    return One(row["feature"], row["recorded_from"]) if row else None


def records_of(collection: str, subject: Subject, *, signed_in: bool) -> Records:
    """All records of a subject that this visitor may see. One statement."""
    asked = {"signed_in": signed_in, "readable": readable(collection, signed_in=signed_in)}
    ids = {"bridge": subject.bridge, "culvert": subject.culvert, "road": subject.road}
    row = one_row(f"{collection}_of", asked | ids | {"from_m": subject.from_m, "to_m": subject.to_m})
    if row is None:
        raise LookupError(f"{collection}_of must return one row")
    return Records(row["features"], row["returned"])
