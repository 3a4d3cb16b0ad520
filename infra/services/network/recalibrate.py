"""Hiệu chỉnh lý trình: posts are added, moved, corrected or taken away, and every chainage is read by them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib.gis.geos import GEOSGeometry

from infra.errors import DomainError, NotFound
from infra.models import KmPost, Road
from infra.network.behaviours import KEEP_CHAINAGE, RETIRE
from infra.network.carrying import Stretch
from infra.network.standing import LINEAR, POINTS, Standing
from infra.services.assets import change_asset, create_asset, delete_asset
from infra.services.network.carrying import move_stretches
from infra.services.network.placing import chainage_kept
from infra.services.network.roads import change_start, length_of, measure_said, point_at
from infra.services.network.rows import update
from infra.services.network.running import Work, calibrate


@dataclass(frozen=True, slots=True)
class PostChange:
    """One post. `post`: public id of a standing one, None of a new one; `km`, `at` (chainage or metres), `point` (WKB): what it becomes."""

    post: str | None = None
    km: int | None = None
    at: str | float | None = None
    point: bytes | None = None
    taken_away: bool = False


@dataclass(frozen=True, slots=True)
class Recalibrate:
    """`start`: the stated chainage of the first metre (km, m), None: as it was."""

    road: Road
    posts: Sequence[PostChange] = ()
    start: tuple[int, float] | None = None
    name = "recalibrate"
    keeps_sections = False

    def involved(self) -> tuple[Road, ...]:
        return (self.road,)

    def said(self) -> dict[str, Any]:
        posts = [(p.post, p.km, p.at, p.point and p.point.hex(), p.taken_away) for p in self.posts]
        return {"posts": posts, "start": self.start}

    def write(self, work: Work) -> None:
        """Things stay in place and read another chainage; what is asked to keep its chainage goes where the road now reads it."""
        length_of(self.road)
        places = [
            measure_said(self.road, p.at, f"posts/{n}/at") if p.at is not None else None
            for n, p in enumerate(self.posts)
        ]
        for n, (post, at_m) in enumerate(zip(self.posts, places, strict=True)):
            try:
                self._write_post(work, post, at_m)
            except DomainError as wrong:
                wrong.field = f"posts/{n}/{wrong.field or ''}".rstrip("/")
                raise
        if self.start is not None:
            change_start(work, self.road, *self.start)
        calibrate((self.road.pk,))
        for kind in POINTS:
            rows = [
                (thing.id, "chainage", chainage_kept(self.road, thing.chainage, thing.from_m or 0.0))
                for thing in _asked_to_keep(work, self.road, kind)
            ]
            update(work, kind, ("located_by", "at_m"), ("text", "float8"), rows)
        for kind in LINEAR:
            move_stretches(
                work, kind, [(thing.id, self._kept(thing)) for thing in _asked_to_keep(work, self.road, kind)]
            )

    def _write_post(self, work: Work, change: PostChange, at_m: float | None) -> None:
        point = bytes(change.point) if change.point else point_at(self.road.pk, at_m) if at_m is not None else None
        facts: dict[str, Any] = {} if point is None else {"geom": GEOSGeometry(memoryview(point), srid=4326)}
        if change.km is not None:
            facts["km"] = change.km
        if change.post is None:
            create_asset("km_post", {"road": self.road.public_id, "source": "recalibration", **facts}, by=work.by)
            return
        post = KmPost.objects.filter(public_id=change.post, road=self.road).first()
        if post is None:
            raise NotFound("id", kind="km_post", id=change.post)
        if change.taken_away:
            delete_asset(post, by=work.by, expected=post.recorded_from)
            work.noted.behaviours["km_post", post.pk] = RETIRE
        elif facts:
            change_asset(post, facts, by=work.by, expected=post.recorded_from)

    def _kept(self, thing: Standing) -> Stretch:
        from_m = chainage_kept(self.road, thing.chainage, thing.from_m or 0.0)
        return Stretch(self.road.pk, from_m, chainage_kept(self.road, thing.to_chainage, thing.to_m or 0.0))


def _asked_to_keep(work: Work, road: Road, kind: str) -> list[Standing]:
    """Things of a kind asked to keep their chainage, among those that have one."""
    kept = [
        thing
        for thing in work.before.along(road.pk, kind)
        if thing.chainage and thing.from_m is not None and work.asked.of(kind, thing.public_id) == KEEP_CHAINAGE
    ]
    work.noted.behaviours |= {(kind, thing.id): KEEP_CHAINAGE for thing in kept}
    return kept
