"""What roads share, carried along with an operation: stretches cut, joined and ended, and guests that follow a host drawn anew."""

from collections.abc import Sequence
from dataclasses import dataclass

from infra.measures import TOLERANCE_M
from infra.models import Road, SharedStretch
from infra.network.behaviours import RETIRE
from infra.network.carrying import Piece, Stretch, carried_stretch
from infra.network.effects import Decision
from infra.network.lines import apart_m, ends_of, length_m, reaching, turned
from infra.network.sharing import Shared, carried_shared, meet
from infra.network.standing import Standing
from infra.services.network.roads import length_of, stretch
from infra.services.network.rows import copy, delete, update
from infra.services.network.running import Work

KIND = "shared_stretch"
JOINED = "joined"
"""What became of the second part of something that a merge made whole again."""
_COLUMNS, _TYPES = ("road_id", "from_m", "to_m", "host_id"), ("bigint", "float8", "float8", "bigint")


def carry_shared(work: Work, pieces: Sequence[Piece], anew: Piece | None = None) -> None:
    """Put what these roads share, as guests or as hosts, where their pieces have gone; `place_shared` seeks its place on the host afterwards.

    `anew`: the piece drawn anew. What is asked to `retire` ends on it, and goes on beside it.
    """
    become: dict[int, Shared] = {}
    copies: list[tuple[int, Shared]] = []
    ended: list[int] = []
    for thing in work.before.of(KIND):
        ends = anew is not None and touched(thing, anew) and work.asked.of(KIND, thing.public_id) == RETIRE
        parts = carried_shared([piece for piece in pieces if not (ends and piece is anew)], thing)
        if ends:
            work.noted.behaviours[KIND, thing.id] = RETIRE
        if parts:
            become[thing.id] = parts[0]
            copies += [(thing.id, part) for part in parts[1:]]
        elif ends:
            ended.append(thing.id)
        else:
            work.decide(KIND, thing.id, Decision("no_road_left", ()))
    gone = _joined(work, become)
    delete(work, KIND, ended, RETIRE)
    delete(work, KIND, sorted(gone), JOINED)
    moved = {row_id: to for row_id, to in become.items() if row_id not in gone and not _stays(work, row_id, to)}
    update(work, KIND, _COLUMNS, _TYPES, [_row(row_id, to) for row_id, to in moved.items()])
    made = copy(work, KIND, [(row_id, part.guest) for row_id, part in copies])
    hosts = [(new, part.host) for new, (_, part) in zip(made, copies, strict=True)]
    update(work, KIND, ("host_id",), ("bigint",), hosts)


def touched(thing: Standing, anew: Piece) -> bool:
    """Whether a piece of road drawn anew is one that the shared stretch lies on, as its guest or as its host."""
    on_host = sorted((thing.host_from_m or 0.0, thing.host_to_m or 0.0))
    as_guest = thing.road_id == anew.road and (thing.to_m or 0.0) > anew.from_m and (thing.from_m or 0.0) < anew.to_m
    return as_guest or (thing.host_id == anew.road and on_host[1] > anew.from_m and on_host[0] < anew.to_m)


@dataclass(frozen=True, slots=True)
class Follower:
    """A guest, what it shares, and that in its measures. `line`: where it now runs instead, WKB in its direction, from its road before to
    its road behind; `over`: the part of it that is the host's, in metres from its start."""

    guest: Road
    shared: Standing
    from_m: float
    to_m: float
    line: bytes
    over: tuple[float, float]


def guests_to_follow(work: Work, pieces: Sequence[Piece], anew: Piece) -> list[Follower]:
    """The guests of a host drawn anew that stay its guests. Where one comes to the host on the new line, it is led there straight."""
    found = []
    for thing in work.before.of(KIND):
        stays = work.asked.of(KIND, thing.public_id) != RETIRE
        if thing.host_id != anew.road or not touched(thing, anew) or not stays:
            continue
        begins, ends = thing.host_from_m or 0.0, thing.host_to_m or 0.0
        (now,) = carried_stretch(pieces, anew.road, min(begins, ends), max(begins, ends))
        line = stretch(now.road, now.from_m, now.to_m)
        line = turned(line) if begins > ends else line
        guest = Road.objects.get(pk=thing.road_id)
        from_m, to_m, whole_m = thing.from_m or 0.0, thing.to_m or 0.0, length_of(guest)
        from_m, to_m = 0.0 if from_m < TOLERANCE_M else from_m, whole_m if to_m > whole_m - TOLERANCE_M else to_m
        before = ends_of(stretch(guest.pk, 0, from_m))[1] if from_m else None
        behind = ends_of(stretch(guest.pk, to_m, whole_m))[0] if to_m < whole_m else None
        led = reaching(line, before, behind)
        starts_m = apart_m(ends_of(led)[0], ends_of(line)[0])
        found.append(Follower(guest, thing, from_m, to_m, led, (starts_m, starts_m + length_m(line))))
    return found


def stay_on_host(work: Work, follower: Follower) -> None:
    """Of the guest's new line only what is the host's is shared."""
    row = (follower.shared.id, *(follower.from_m + metres for metres in follower.over))
    update(work, KIND, ("from_m", "to_m"), ("float8", "float8"), [row])


def _row(row_id: int, to: Shared) -> tuple[int, int, float, float, int]:
    return row_id, to.guest.road, to.guest.from_m, to.guest.to_m, to.host


def _stays(work: Work, row_id: int, to: Shared) -> bool:
    was = work.before.things[KIND, row_id]
    return _row(row_id, to) == (row_id, was.road_id, was.from_m, was.to_m, was.host_id)


def _joined(work: Work, become: dict[int, Shared]) -> set[int]:
    """Stretches that meet now and did not before are one again, when they say the same: the oldest is lengthened in `become`, the others told."""
    roads = {thing.id: (thing.road_id, thing.host_id) for thing in work.before.of(KIND)}
    rows = SharedStretch.objects.filter(pk__in=become).values_list("id", "source", "note", "is_published")
    said = {row_id: rest for row_id, *rest in rows}
    gone: set[int] = set()
    last: int | None = None
    for row_id in sorted(become, key=lambda one: (become[one].guest.road, become[one].guest.from_m)):
        to = become[row_id]
        if last is not None and meet(become[last], to) and roads[last] != roads[row_id] and said[last] == said[row_id]:
            guest = become[last].guest
            last, newer = sorted((last, row_id))
            become[last] = Shared(Stretch(guest.road, guest.from_m, to.guest.to_m), to.host)
            gone.add(newer)
        else:
            last = row_id
    return gone
