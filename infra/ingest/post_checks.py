"""Km posts against each other: order, gaps, and stated distances against positions. Pure."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise

from infra.ingest.context import Context, by_road
from infra.ingest.findings import NOTICE, Finding, finding
from infra.ingest.mapping import KM_POST
from infra.ingest.normalise import Record
from infra.ingest.positions import apart_m

POST_DISTANCE_M = (500, 1500)
"""Real neighbouring posts stand 507-1473 m apart (221 gaps of QL.7)."""


def posts_in_order(records: Sequence[Record], context: Context) -> Iterator[Finding]:
    """Posts rise row by row; a kilometre without a post makes the chainage there nominal."""
    if context.kind != KM_POST:
        return
    for posts in by_road(records).values():
        for before, here in pairwise(posts):
            if here.chainage and before.chainage and here.chainage.km < before.chainage.km:
                yield finding("post-not-rising", NOTICE, row=here.row, field="km", value=here.stated_text)
        kms = sorted((record.chainage.km, record.row) for record in posts if record.chainage)
        for (before_km, _), (km, row) in pairwise(kms):
            if km > before_km + 1:
                yield finding("post-missing", NOTICE, row=row, field="km", value=f"Km{km}", before=before_km, after=km)


def post_distances(records: Sequence[Record], context: Context) -> Iterator[Finding]:
    """Stated distance to the next post: unusual, or impossible against the straight line between believed positions."""
    if context.kind != KM_POST:
        return
    least, most = POST_DISTANCE_M
    for posts in by_road(records).values():
        for here, after in zip(posts, [*posts[1:], None], strict=True):
            stated = here.facts.get("stated_next_m")
            if not isinstance(stated, Decimal):
                continue
            if not least <= stated <= most:
                yield finding(
                    "distance-unusual",
                    NOTICE,
                    row=here.row,
                    field="stated_next_m",
                    value=stated,
                    least=least,
                    most=most,
                )
            if after and here.position and after.position:
                yield from _against_straight(here, stated, apart_m(here.position, after.position))


def _against_straight(here: Record, stated: Decimal, straight_m: float) -> Iterator[Finding]:
    """A road is never shorter than the straight line (2 % and 30 m for the receiver), and seldom twice as long."""
    code = None
    if float(stated) < straight_m * 0.98 - 30:
        code = "distance-shorter-than-straight"
    elif float(stated) > straight_m * 2 + 30:
        code = "distance-much-longer"
    if code:
        yield finding(code, NOTICE, row=here.row, field="stated_next_m", value=stated, straight=round(straight_m))
