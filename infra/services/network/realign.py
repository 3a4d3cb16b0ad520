"""Nắn tuyến: a stretch of a road runs elsewhere."""

from dataclasses import dataclass
from typing import Any

from infra.errors import RuleBroken
from infra.models import Road
from infra.network.behaviours import MOVE_WITH_ROAD, RETIRE, STAY_PUT
from infra.network.carrying import Piece
from infra.network.effects import Decision
from infra.network.lines import joined
from infra.network.redrawing import Redrawn, redrawn
from infra.network.standing import LINEAR, POINTS, Standing
from infra.services.network.carrying import carry
from infra.services.network.placing import POST_REACH_M, feet, place_structures
from infra.services.network.posts import posts_of
from infra.services.network.roads import centreline, draw, length_of, measure_said, met, point_at, stretch
from infra.services.network.rows import delete, update
from infra.services.network.running import Work, calibrate
from infra.services.network.sharing import guests_to_follow, stay_on_host


@dataclass(frozen=True, slots=True)
class Realign:
    """`line`: the new line as WKB (EPSG:4326) of the whole road, or of the stretch `from_`..`to` (chainages or metres)."""

    road: Road
    line: bytes
    from_: str | float | None = None
    to: str | float | None = None
    name = "realign"
    keeps_sections = False

    def involved(self) -> tuple[Road, ...]:
        return (self.road,)

    def said(self) -> dict[str, Any]:
        return {"geometry": self.line.hex(), "from": self.from_, "to": self.to}

    def write(self, work: Work) -> None:
        """Before and behind the new stretch everything stays. On it, stretches keep their share of it and structures go by their behaviour. Guests of a shared stretch follow."""
        road, old_m = self.road, length_of(self.road)
        change, line = self._drawn(old_m)
        draw(work, road, line)
        before, anew, behind = change.pieces(road.pk, old_m, length_of(road))
        if anew is not None:
            self._place_posts(work, anew)
        calibrate((road.pk,))
        by_behaviour: dict[str, list[Standing]] = {kind: _on(work, kind, anew) for kind in POINTS}
        retired = self._retired_sections(work, anew)
        apart = {(kind, thing.id) for kind, things in by_behaviour.items() for thing in things}
        kept = tuple(piece for piece in (before, anew, behind) if piece is not None)
        carry(work, kept, without=apart | {("section", row_id) for row_id in retired}, anew=anew)
        delete(work, "section", retired, RETIRE)
        if anew is not None:
            for kind, things in by_behaviour.items():
                place_structures(work, kind, road, things, anew)
            _note_stretches(work, anew)
            for follower in guests_to_follow(work, kept, anew):
                Realign(follower.guest, follower.line, follower.from_m, follower.to_m).write(work)
                stay_on_host(work, follower)

    def _drawn(self, old_m: float) -> tuple[Redrawn, bytes]:
        """What is drawn anew, and the road's whole new line."""
        road = self.road
        if self.from_ is None and self.to is None:
            return redrawn(centreline(road), self.line), self.line
        from_m = 0.0 if self.from_ is None else measure_said(road, self.from_, "from")
        to_m = old_m if self.to is None else measure_said(road, self.to, "to")
        if to_m <= from_m:
            raise RuleBroken("to", rule="turned-round", from_m=from_m, to_m=to_m)
        head = stretch(road.pk, 0, from_m) if from_m > 0 else None
        tail = stretch(road.pk, to_m, old_m) if to_m < old_m else None
        line = met("geometry", self.line, after=head, before=tail)
        return Redrawn(from_m, to_m), joined([head, line, tail])

    def _place_posts(self, work: Work, anew: Piece) -> None:
        """Posts stay in the ground; one that is now far from the line calibrates nothing, and a person says what becomes of it."""
        posts = [post for post in posts_of(work, self.road) if _holds(anew, post.from_m)]
        found = feet("km_post", self.road.pk, [post.id for post in posts])
        moved, retired = [], []
        for post in posts:
            asked = work.asked.of("km_post", post.public_id)
            if asked is None and post.id in found and abs(found[post.id][1]) > POST_REACH_M:
                work.decide("km_post", post.id, Decision("far_from_line", (STAY_PUT, MOVE_WITH_ROAD, RETIRE)))
            work.noted.behaviours["km_post", post.id] = asked or STAY_PUT
            if asked == MOVE_WITH_ROAD:
                moved.append((post.id, point_at(self.road.pk, anew.carry(post.from_m or 0.0))))
            elif asked == RETIRE:
                retired.append(post.id)
        update(work, "km_post", ("geom",), ("geometry",), moved)
        delete(work, "km_post", retired, RETIRE)

    def _retired_sections(self, work: Work, anew: Piece | None) -> list[int]:
        """Sections that lie wholly on the new stretch and are asked to end."""
        if anew is None:
            return []
        whole = [s for s in work.before.along(anew.road, "section") if _holds(anew, s.from_m) and _holds(anew, s.to_m)]
        return [section.id for section in whole if work.asked.of("section", section.public_id) == RETIRE]


def _holds(piece: Piece, at_m: float | None) -> bool:
    return at_m is not None and piece.from_m <= at_m <= piece.to_m


def _on(work: Work, kind: str, piece: Piece | None) -> list[Standing]:
    return [] if piece is None else [t for t in work.before.along(piece.road, kind) if _holds(piece, t.from_m)]


def _note_stretches(work: Work, anew: Piece) -> None:
    for kind in LINEAR:
        for thing in work.before.along(anew.road, kind):
            if (thing.to_m or 0.0) > anew.from_m and (thing.from_m or 0.0) < anew.to_m:
                work.noted.behaviours.setdefault((kind, thing.id), MOVE_WITH_ROAD)
