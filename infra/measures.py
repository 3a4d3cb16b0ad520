"""Measure and chainage, and the way between them through km posts. Pure.

**Measure** (`*_m`) is true metres of road from the road's start. **Chainage** (lý trình) is what a
person reads on the ground: the last km post passed and the metres of road since it. `Km3+1135` is a
good chainage when post Km4 stands at least 1135 m after post Km3, and it never turns into `Km4+135`.

Where a post is missing its place is *nominal*: 1000 m after the post (or nominal post) before it.
Every answer says whether it rests on a nominal post.
"""

import math
import re
from bisect import bisect_right
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from infra.errors import ChainageBeforeFirstPost, ChainageBeyondPost, ChainageUnreadable, MeasureBeyondRoad

NOMINAL_M = 1000.0
"""What a kilometre is worth where no post says better."""
TOLERANCE_M = 0.005
"""Two places closer than this are the same place; chainage, measure and point agree to 1 cm."""
LONG_KM_M = 2000
"""No two neighbouring posts stand further apart; more metres than this is a slip of the pen."""

_CHAINAGE = re.compile(
    r"""^\s*
    k(?:m)? \s* \.? \s* (?P<km>\d{1,4}) \s*
    (?: \+ \s* (?P<m>\d{1,4}(?:[.,]\d{1,3})?) \s* m? )?
    \s*$""",
    re.IGNORECASE | re.VERBOSE,
)
_SIDE = re.compile(r"\s*\(?\s*\b([PT])\b\s*\)?\s*$", re.IGNORECASE)
_ROAD_PREFIX = re.compile(r"^.*?(?=\bk(?:m)?\s*\.?\s*\d)", re.IGNORECASE)
_BARE_METRES = re.compile(r"^\s*\d{1,7}(?:[.,]\d{1,3})?\s*$")
_RANGE_MARK = re.compile(r"\s*(?::|÷|–|—|->|→|~|-)\s*(?=k)", re.IGNORECASE)


@dataclass(frozen=True, slots=True, order=True)
class Chainage:
    """`km` of the last post and `m`, metres of road after it (two decimals kept, may pass 1000)."""

    km: int
    m: Decimal

    def text(self) -> str:
        """Canonical writing: `Km2178+500`; decimals only where there are any: `Km0+094.25`."""
        whole = int(self.m)
        fraction = self.m - whole
        tail = f"{fraction:.2f}"[1:] if fraction else ""
        return f"Km{self.km}+{whole:03d}{tail}"

    @property
    def is_long(self) -> bool:
        """Metres reach or pass 1000: right only where the next post stands that far on."""
        return self.m >= 1000


def parse_chainage(text: str) -> Chainage:
    """Read one chainage in any writing seen in the national forms.

    Reads `Km2178+500`, `km 12 + 350`, `K5+038`, `Km.3+1135`, `Km0+94,00`, `Km7`, a leading road
    (`QL.1 Km2206+400`) and a trailing side (`Km1+200 (P)`). Bare metres are refused: `111887` says
    neither which post nor whether it is a distance.

    Raises ChainageUnreadable.
    """
    body = _ROAD_PREFIX.sub("", text.strip(), count=1)
    body = _SIDE.sub("", body)
    found = _CHAINAGE.match(body)
    if not found:
        raise ChainageUnreadable(value=text, expected="Km12+350", bare_metres=bool(_BARE_METRES.match(text)))
    metres = _two_decimals(Decimal((found["m"] or "0").replace(",", ".")))
    if metres > LONG_KM_M:
        raise ChainageUnreadable(value=text, expected="Km12+350", max_m=LONG_KM_M)
    return Chainage(int(found["km"]), metres)


def parse_range(text: str) -> tuple[Chainage, Chainage]:
    """Read `Km3+277 : Km3+390` or `Km0 - Km1`; the order is kept as written. Raises ChainageUnreadable."""
    halves = _RANGE_MARK.split(text.strip(), maxsplit=1)
    if len(halves) != 2:
        raise ChainageUnreadable(value=text, expected="Km3+277 : Km3+390")
    return parse_chainage(halves[0]), parse_chainage(halves[1])


def _two_decimals(metres: Decimal) -> Decimal:
    return metres.quantize(Decimal("0.01"), ROUND_HALF_UP)


@dataclass(frozen=True, slots=True)
class Post:
    """A known (`real`) or nominal place of kilometre `km`, `at_m` metres from the road's start."""

    km: int
    at_m: float
    real: bool = True


@dataclass(frozen=True, slots=True)
class Place:
    """Answer to *where is this chainage*: `at_m` from the start; `post` it is read from."""

    at_m: float
    nominal: bool
    post: Post


@dataclass(frozen=True, slots=True)
class Reading:
    """Answer to *what is the chainage here*."""

    chainage: Chainage
    nominal: bool
    post: Post


@dataclass(frozen=True, slots=True)
class Calibration:
    """The posts that hold on one road: rising in km and in measure, nominal ones filled in.

    The database derives it (`infra/sql/0003_linear_referencing.sql`, `lrs.calibrate`), whoever edits posts or line;
    `infra.services.calibration` reads it. `length_m` is None for a road known only by its posts.
    """

    posts: tuple[Post, ...]
    length_m: float | None

    @property
    def state(self) -> str:
        """`posts` all real · `partly` some nominal · `nominal` none real · `none` nothing known."""
        if not self.posts:
            return "none"
        real = sum(post.real for post in self.posts)
        return "nominal" if real == 0 else "posts" if real == len(self.posts) else "partly"


def measure_of(chainage: Chainage, calibration: Calibration) -> Place:
    """Measure of a chainage.

    Raises ChainageBeyondPost (with the metres too many) when the next post, or the road's end, comes
    first; ChainageBeforeFirstPost when nothing calibrates the road there.
    """
    posts = calibration.posts
    index = next((i for i, post in enumerate(posts) if post.km == chainage.km), None)
    if index is None:
        return _refuse(chainage, calibration)
    post = posts[index]
    at_m = post.at_m + float(chainage.m)
    if index + 1 < len(posts):
        over_m = at_m - posts[index + 1].at_m
        if over_m > TOLERANCE_M:
            raise ChainageBeyondPost(
                chainage=chainage.text(),
                over_m=round(over_m, 2),
                limit="post",
                next_km=posts[index + 1].km,
                last_km=posts[-1].km,
            )
    if calibration.length_m is not None and at_m - calibration.length_m > TOLERANCE_M:
        raise ChainageBeyondPost(
            chainage=chainage.text(),
            over_m=round(at_m - calibration.length_m, 2),
            limit="end",
            next_km=None,
            last_km=posts[-1].km,
        )
    if at_m < -TOLERANCE_M:
        raise ChainageBeforeFirstPost(chainage=chainage.text(), by_m=round(-at_m, 2))
    return Place(max(at_m, 0.0), not post.real, post)


def _refuse(chainage: Chainage, calibration: Calibration) -> Place:
    """Say why a kilometre without a post has no place: before the first, or squeezed out, or past the end."""
    posts = calibration.posts
    if not posts or chainage.km < posts[0].km:
        first = posts[0].km if posts else None
        raise ChainageBeforeFirstPost(chainage=chainage.text(), first_km=first)
    before = max((post for post in posts if post.km < chainage.km), key=lambda post: post.km)
    after = next((post for post in posts if post.km > chainage.km), None)
    end_m = after.at_m if after else calibration.length_m
    nominal_m = before.at_m + NOMINAL_M * (chainage.km - before.km) + float(chainage.m)
    limit = "post" if after else "end" if end_m is not None else "last-post"
    raise ChainageBeyondPost(
        chainage=chainage.text(),
        over_m=None if end_m is None else round(nominal_m - end_m, 2),
        limit=limit,
        next_km=after.km if after else None,
        last_km=posts[-1].km,
    )


def chainage_at(at_m: float, calibration: Calibration) -> Reading:
    """Chainage read at a measure: the last post at or before it, and the metres since, to the centimetre.

    Raises MeasureBeyondRoad outside the road, ChainageBeforeFirstPost where no post has been passed.
    """
    length_m = calibration.length_m
    if at_m < -TOLERANCE_M or not math.isfinite(at_m):
        raise MeasureBeyondRoad(at_m=at_m, length_m=length_m, over_m=round(-at_m, 2))
    if length_m is not None and at_m > length_m + TOLERANCE_M:
        raise MeasureBeyondRoad(at_m=at_m, length_m=length_m, over_m=round(at_m - length_m, 2))
    index = bisect_right([post.at_m for post in calibration.posts], at_m + TOLERANCE_M) - 1
    if index < 0:
        first = calibration.posts[0] if calibration.posts else None
        raise ChainageBeforeFirstPost(at_m=at_m, by_m=round(first.at_m - at_m, 2) if first else None)
    post = calibration.posts[index]
    metres = _two_decimals(Decimal(repr(max(at_m - post.at_m, 0.0))))
    return Reading(Chainage(post.km, metres), not post.real, post)
