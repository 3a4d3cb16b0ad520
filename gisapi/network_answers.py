"""The effects of a network operation as JSON (`network_bodies.Outcome`)."""

import json
from typing import Any

import shapely

from gisapi.answers import version_of
from gisapi.collections import collection_of
from infra.network.effects import Effect, Effects
from infra.network.standing import LINEAR, RoadStanding, Standing
from infra.services.network.running import Done

_PLACES = 7
"""Decimals of a degree: a centimetre."""


def outcome(operation: str, done: Done, *, dry_run: bool) -> dict[str, Any]:
    """What was shown or done. A road that is not made yet is called $1, $2 …"""
    effects = done.effects
    names = _names(effects, dry_run=dry_run)
    codes = {road.id: (road.after or road.before).code for road in effects.roads}  # type: ignore[union-attr]
    return {
        "dry_run": dry_run,
        "operation": operation,
        "token": done.token,
        "roads": [
            {
                "id": None if dry_run and road.before is None else road.public_id,
                "name": names[road.id],
                "before": _road(road.before),
                "after": _road(road.after),
                "etag": None
                if dry_run or road.after is None
                else f'"{version_of(road.public_id, road.after.recorded_from)}"',
            }
            for road in effects.roads
        ],
        "assets": [_asset(effect, names, codes, dry_run=dry_run) for effect in effects.things],
        "unchanged": {collection_of(kind).name: count for kind, count in effects.unchanged.items()},
        "undecided": len(effects.undecided),
    }


def _names(effects: Effects, *, dry_run: bool) -> dict[int, str]:
    new = [road.id for road in effects.roads if road.before is None]
    return {r.id: f"${new.index(r.id) + 1}" if dry_run and r.before is None else r.public_id for r in effects.roads}


def _road(road: RoadStanding | None) -> dict[str, Any] | None:
    if road is None:
        return None
    return {
        "code": road.code,
        "branch": road.branch,
        "name": road.name,
        "managing_unit": road.managing_unit,
        "length_m": round(road.length_m, 2),
        "from": road.starts,
        "to": road.ends,
        "sections_m": round(road.sections_m, 2),
        "calibration": road.calibration,
    }


def _asset(effect: Effect, names: dict[int, str], codes: dict[int, str], *, dry_run: bool) -> dict[str, Any]:
    decision = effect.decision
    return {
        "id": None if dry_run and effect.before is None else effect.public_id,
        "collection": collection_of(effect.kind).name,
        "title": (effect.after or effect.before).name,  # type: ignore[union-attr]
        "copy_of": effect.copy_of,
        "before": _state(effect.before, names, codes),
        "after": _state(effect.after, names, codes),
        "moved_m": effect.moved_m,
        "behaviour": effect.behaviour,
        "decision": decision and {"because": decision.because, "choices": list(decision.choices)},
    }


def _state(thing: Standing | None, names: dict[int, str], codes: dict[int, str]) -> dict[str, Any] | None:
    if thing is None:
        return None
    told: dict[str, Any] = {"road": names[thing.road_id], "road_code": codes[thing.road_id]}
    if thing.kind in LINEAR:
        told |= {
            "from_m": _metres(thing.from_m),
            "to_m": _metres(thing.to_m),
            "from": thing.chainage,
            "to": thing.to_chainage,
        }
        told |= {"in_force": thing.in_force} if thing.kind == "posting" else {}
        told |= _host(thing, names, codes) if thing.host_id is not None else {}
    else:
        told |= {"at_m": _metres(thing.from_m), "chainage": thing.chainage, "offset_m": _metres(thing.offset_m)}
        told |= {"km": thing.km, "verdict": thing.verdict} if thing.kind == "km_post" else {"side": thing.side}
    return told | {"geometry": _geometry(thing.wkb)}


def _host(thing: Standing, names: dict[int, str], codes: dict[int, str]) -> dict[str, Any]:
    """Where a shared stretch lies on its host."""
    host = thing.host_id or 0
    return {
        "host": names[host],
        "host_code": codes[host],
        "host_from": thing.host_chainage,
        "host_to": thing.host_to_chainage,
    }


def _metres(value: float | None) -> float | None:
    return None if value is None else round(value, 3)


def _geometry(wkb: bytes | None) -> Any:
    if wkb is None:
        return None
    return json.loads(
        shapely.to_geojson(shapely.transform(shapely.from_wkb(wkb), lambda places: places.round(_PLACES)))
    )
