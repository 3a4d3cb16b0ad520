"""Đảo chiều: chainage rises from the other end."""

from dataclasses import dataclass
from typing import Any

from infra.models import KmPost, Road
from infra.network.behaviours import RENUMBER, RETIRE, behaviour_of
from infra.network.carrying import Piece
from infra.network.lines import turned
from infra.services.network.carrying import carry
from infra.services.network.posts import posts_of
from infra.services.network.roads import centreline, draw, length_of
from infra.services.network.rows import delete, update
from infra.services.network.running import Work, calibrate


@dataclass(frozen=True, slots=True)
class Reverse:
    """Nothing moves on the ground: sides flip, offsets change their sign, posts are renumbered so that kilometres rise."""

    road: Road
    name = "reverse"
    keeps_sections = True

    def involved(self) -> tuple[Road, ...]:
        return (self.road,)

    def said(self) -> dict[str, Any]:
        return {}

    def write(self, work: Work) -> None:
        """The line from its end to its start, the posts' kilometres mirrored, everything measured from the new start."""
        road, length_m = self.road, length_of(self.road)
        draw(work, road, turned(centreline(road)))
        self._renumber(work)
        calibrate((road.pk,))
        carry(work, (Piece(road.pk, 0, length_m, road.pk, length_m, 0),))

    def _renumber(self, work: Work) -> None:
        """Of the posts from Km10 to Km14, Km14 becomes Km10; what was stated to the next post is now stated by that one."""
        default = behaviour_of(self.name, "km_post").default
        chosen = {post.id: work.asked.of("km_post", post.public_id) or default for post in posts_of(work, self.road)}
        delete(work, "km_post", [post_id for post_id, behaviour in chosen.items() if behaviour == RETIRE], RETIRE)
        posts = list(KmPost.objects.filter(road=self.road).order_by("km").values_list("id", "km", "stated_next_m"))
        if not posts:
            return
        ends = posts[0][1] + posts[-1][1]
        before = [None, *(stated for _, _, stated in posts)]
        rows = [
            (post_id, ends - km, before[n]) for n, (post_id, km, _) in enumerate(posts) if chosen[post_id] == RENUMBER
        ]
        work.noted.behaviours |= {("km_post", row[0]): RENUMBER for row in rows}
        update(work, "km_post", ("km", "stated_next_m"), ("int", "numeric"), rows)
