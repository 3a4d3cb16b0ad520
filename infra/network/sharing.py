"""Where a shared stretch comes to lie when its guest or its host is cut, joined, turned or moved to another road. Pure."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from infra.measures import TOLERANCE_M
from infra.network.carrying import Piece, Stretch, carried_stretch
from infra.network.standing import Standing


@dataclass(frozen=True, slots=True)
class Shared:
    """A stretch of the guest, and the road (internal id) whose carriageway it is."""

    guest: Stretch
    host: int


def carried_shared(pieces: Sequence[Piece], thing: Standing) -> tuple[Shared, ...]:
    """What a shared stretch becomes, in the order of its host's old measures: cut where either road is cut. Empty: nothing is left of it."""
    found: list[Shared] = []
    for from_m, to_m, host in _by_host(pieces, thing):
        parts: tuple[Stretch, ...] = (Stretch(thing.road_id, from_m, to_m),)
        if any(piece.road == thing.road_id for piece in pieces):
            parts = carried_stretch(pieces, thing.road_id, from_m, to_m)
        found += [Shared(part, host) for part in parts]
    return tuple(found)


def _by_host(pieces: Sequence[Piece], thing: Standing) -> Iterator[tuple[float, float, int]]:
    """The stretch in the guest's old measures (m), cut where its host is cut, with the host of each part."""
    begins, ends = thing.from_m or 0.0, thing.to_m or 0.0
    host, host_begins, host_ends = thing.host_id or 0, thing.host_from_m or 0.0, thing.host_to_m or 0.0
    if not any(piece.road == host for piece in pieces):
        yield begins, ends, host
        return
    backwards, passed = host_begins > host_ends, 0.0
    for part in carried_stretch(pieces, host, min(host_begins, host_ends), max(host_begins, host_ends)):
        low, high = (begins + share * (ends - begins) for share in (passed, passed + part.share))
        passed += part.share
        yield (begins + ends - high, begins + ends - low, part.road) if backwards else (low, high, part.road)


def meet(one: Shared, other: Shared) -> bool:
    """Whether the other goes on where the one ends, on the same two roads."""
    same = (one.guest.road, one.host) == (other.guest.road, other.host)
    return same and abs(one.guest.to_m - other.guest.from_m) <= TOLERANCE_M
