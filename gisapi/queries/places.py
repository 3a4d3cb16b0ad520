"""Where is it: the place of a chainage, and the roads near a place."""

from typing import Any

from gisapi.params import NearPoint
from gisapi.queries.statements import all_rows
from gisapi.typed import AtChainage
from infra.errors import ChainageBeforeFirstPost, ChainageBeyondPost, NotFound, NotLocatable

TOLERANCE_M = 0.005


def place_of(asked: AtChainage, *, signed_in: bool) -> dict[str, Any]:
    """The place of a chainage on a road. One statement. `lon`, `lat` are None on a road known only by its posts.

    Raises NotFound (road), NotLocatable (no line, no posts), ChainageBeforeFirstPost and ChainageBeyondPost
    (saying by how many metres).
    """
    rows = all_rows(
        "place_of_chainage",
        {"road": asked.road, "km": asked.chainage.km, "m": asked.chainage.m, "signed_in": signed_in},
    )
    if not rows:
        raise NotFound("road", kind="road", id=asked.road)
    row = rows[0]
    _refuse_what_is_off_the_road(asked, row)
    place = {name: row[name] for name in ("road", "road_id", "road_name")}
    place |= {"chainage": asked.chainage.text(), "at_m": round(row["at_m"], 3), "nominal": row["nominal"]}
    place |= {name: row[name] for name in ("lon", "lat", "commune", "commune_name", "calibration")}
    return place | {"post": _post(row)}


def _refuse_what_is_off_the_road(asked: AtChainage, row: dict[str, Any]) -> None:
    text = asked.chainage.text()
    if row["first_km"] is None:
        raise NotLocatable(road=row["road"])
    if row["at_m"] is None and asked.chainage.km < row["first_km"]:
        raise ChainageBeforeFirstPost(road=row["road"], chainage=text, first_km=row["first_km"])
    if row["at_m"] is not None and row["at_m"] < -TOLERANCE_M:
        raise ChainageBeforeFirstPost(road=row["road"], chainage=text, by_m=round(-row["at_m"], 2))
    # over_m None: no post follows and no centreline says where the road ends
    if row["at_m"] is None or (row["over_m"] is not None and row["over_m"] > TOLERANCE_M):
        raise ChainageBeyondPost(
            road=row["road"],
            chainage=text,
            over_m=None if row["over_m"] is None else round(row["over_m"], 2),
            limit="post" if row["next_km"] is not None else "end" if row["length_m"] is not None else "last-post",
            next_km=row["next_km"],
            last_km=row["last_km"],
        )


def places_near(asked: NearPoint, *, signed_in: bool) -> list[dict[str, Any]]:
    """Roads within reach of a place, nearest first; `side` is seen along rising chainage. One statement."""
    rows = all_rows(
        "places_near",
        {
            "lon": asked.lon,
            "lat": asked.lat,
            "road": asked.road,
            "within": asked.within_m,
            "limit": asked.limit,
            "signed_in": signed_in,
        },
    )
    return [_candidate(row) for row in rows]


def _candidate(row: dict[str, Any]) -> dict[str, Any]:
    offset = row["offset_m"]
    shown = {name: value for name, value in row.items() if not name.startswith("post_")}
    return shown | {"side": "PHAI" if offset > 0 else "TRAI" if offset < 0 else "GIUA", "post": _post(row)}


def _post(row: dict[str, Any]) -> dict[str, Any] | None:
    """The nearest real post; None where the road has none."""
    if row["post_km"] is None:
        return None
    return {"km": row["post_km"], "distance_m": row["post_distance_m"]}
