"""Where is it: the places of chainages, and the roads near places. One statement for all that is asked at once."""

import json
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import groupby
from typing import Any

from gisapi.params import NearPoint, Telling
from gisapi.queries.statements import all_rows
from gisapi.typed import AtChainage
from infra.errors import ChainageBeforeFirstPost, ChainageBeyondPost, DomainError, NotFound, NotLocatable
from infra.rules.chainage_accuracy import Standing, chainage_uncertainty

TOLERANCE_M = 0.005
Candidates = list[dict[str, Any]]
"""Places on roads, best first, each with what its chainage rests on (docs/locating.md)."""


def place_of(asked: AtChainage, *, signed_in: bool) -> Candidates:
    """The places of one chainage. Raises what `places_of` gives instead of places."""
    (places,) = places_of([asked], signed_in=signed_in)
    if isinstance(places, DomainError):
        raise places
    return places


def places_of(asked: Sequence[AtChainage], *, signed_in: bool) -> list[Candidates | DomainError]:
    """For each chainage, in order: its place on every road so named that has it; `lon`, `lat` None where a road is known
    only by its posts.

    Instead of places: NotFound (road), NotLocatable (no line, no posts), ChainageBeforeFirstPost or ChainageBeyondPost
    (saying by how many metres) of the best match.
    """
    parameters = {
        "n": list(range(len(asked))),
        "roads": [one.road for one in asked],
        "km": [one.chainage.km for one in asked],
        "m": [float(one.chainage.m) for one in asked],
        "signed_in": signed_in,
    }
    rows = _by_question(all_rows("place_of_chainage", parameters), len(asked))
    return [_on_the_roads(one, found) for one, found in zip(asked, rows, strict=True)]


def places_near(asked: Sequence[NearPoint], telling: Telling, *, signed_in: bool) -> list[Candidates]:
    """For each place, in order: the nearest `telling.limit` roads in reach and any other within its tolerance of the nearest.
    `side` is seen along rising chainage.
    """
    parameters = {
        "n": list(range(len(asked))),
        "roads": [one.road for one in asked],
        "lon": [one.lon for one in asked],
        "lat": [one.lat for one in asked],
        "within": [one.within_m for one in asked],
        "limit": telling.limit,
        "tolerance": telling.tolerance_m,
        "signed_in": signed_in,
    }
    rows = _by_question(all_rows("places_near", parameters), len(asked))
    return [[_beside(row) for row in found] for found in rows]


def _by_question(rows: Iterable[dict[str, Any]], questions: int) -> list[Candidates]:
    """Rows in the order of `n`, gathered by it; an empty list for a question without rows."""
    found = {n: list(group) for n, group in groupby(rows, key=lambda row: row["n"])}
    return [found.get(n, []) for n in range(questions)]


def _on_the_roads(asked: AtChainage, rows: Candidates) -> Candidates | DomainError:
    if not rows:
        return NotFound("road", kind="road", id=asked.road)
    refusals = [_refusal(asked, row) for row in rows]
    text = asked.chainage.text()
    places = [_told(row, text) for row, refused in zip(rows, refusals, strict=True) if refused is None]
    return places or refusals[0] or []


def _refusal(asked: AtChainage, row: dict[str, Any]) -> DomainError | None:
    """Why a chainage is not on a road, or None when it is."""
    text = asked.chainage.text()
    if row["first_km"] is None:
        return NotLocatable(road=row["road"])
    if row["at_m"] is None and asked.chainage.km < row["first_km"]:
        return ChainageBeforeFirstPost(road=row["road"], chainage=text, first_km=row["first_km"])
    if row["at_m"] is not None and row["at_m"] < -TOLERANCE_M:
        return ChainageBeforeFirstPost(road=row["road"], chainage=text, by_m=round(-row["at_m"], 2))
    # over_m None: no post follows and no centreline says where the road ends
    if row["at_m"] is not None and (row["over_m"] is None or row["over_m"] <= TOLERANCE_M):
        return None
    return ChainageBeyondPost(
        road=row["road"],
        chainage=text,
        over_m=None if row["over_m"] is None else round(row["over_m"], 2),
        limit="post" if row["next_km"] is not None else "end" if row["length_m"] is not None else "last-post",
        next_km=row["next_km"],
        last_km=row["last_km"],
    )


def _beside(row: dict[str, Any]) -> dict[str, Any]:
    """A road beside a place: how far and on which side the place lies, and what `_told` tells."""
    offset = row["offset_m"]
    side = "PHAI" if offset > 0 else "TRAI" if offset < 0 else "GIUA"
    beside = {"offset_m": offset, "side": side, "apart_m": row["apart_m"], "in_reach": row["in_reach"]}
    return _told(row, row["chainage"]) | beside


def _told(row: dict[str, Any], chainage: str) -> dict[str, Any]:
    """One place on one road: which, where, in which commune, and what its chainage rests on."""
    counted = _standing(row, "counted_km", "counted_at_m")
    before, after = _standing(row, "before_km", "before_m"), _standing(row, "after_km", "after_m")
    at_m, real = row["at_m"], bool(row["counted_real"])
    since_m = at_m - counted.at_m if counted else 0.0
    rests = chainage_uncertainty(since_m, counted, real=real, before=before, after=after)
    place = {name: row[name] for name in ("road", "road_id", "road_name", "branch", "answers_to")}
    place |= {
        "chainage": chainage,
        "reads_as": row.get("reads_as", chainage),
        "at_m": round(at_m, 3),
        "nominal": not real,
    }
    place |= {name: row[name] for name in ("lon", "lat", "commune", "commune_name", "calibration")}
    return place | {
        "communes_before": _read(row["communes_before"]),
        "shared": _read(row["shared"]),
        "counted_from": counted and {"km": counted.km, "real": real, "metres": round(since_m, 2)},
        "post": _nearest(at_m, before, after),
        "uncertainty": {"m": rests.metres, "because": rests.because, "misfit_m": rests.misfit_m},
    }


def _standing(row: dict[str, Any], km: str, at_m: str) -> Standing | None:
    return None if row[km] is None else Standing(row[km], row[at_m])


def _nearest(at_m: float, before: Standing | None, after: Standing | None) -> dict[str, Any] | None:
    """The nearest real post, and whether it stands before or after the place; None where the road has none."""
    posts = [post for post in (before, after) if post is not None]
    if not posts:
        return None
    post = min(posts, key=lambda one: abs(one.at_m - at_m))
    away = round(post.at_m - at_m, 2)
    stands = "before" if away < 0 else "after" if away > 0 else "here"
    return {"km": post.km, "distance_m": abs(away), "stands": stands}


@lru_cache(maxsize=256)
def _read(text: str) -> list[dict[str, Any]]:
    """The JSON of a commune's predecessors, of roads that share a place: thousands of places share a few."""
    read: list[dict[str, Any]] = json.loads(text)
    return read
