"""Everything the domain can refuse, with facts instead of prose.

    DomainError
    ├── NotFound                 the thing asked for does not exist
    ├── Unreadable               text or a file that cannot be understood
    │   └── ChainageUnreadable
    ├── OutOfRange               readable, but outside what exists
    │   ├── MeasureBeyondRoad
    │   ├── ChainageBeyondPost
    │   ├── ChainageBeforeFirstPost
    │   └── UnknownSrid
    ├── RuleBroken               readable and in range, but not allowed
    │   └── NotLocatable         a road without line or posts cannot place anything
    │   └── ChangesRefused       some changes of a set are refused, so all are
    ├── Forbidden                the acting person may not do this
    └── Stale                    someone changed the record since it was read
        ├── PlanChanged          what a preview showed would no longer be what is done
        └── PlanMoved            the database is no longer what the plan of an import rests on

One table in `gisapi.errors` maps these classes to HTTP; the front end turns `code` and
`facts` into words at the field.
"""

import re
from typing import Any


class DomainError(Exception):
    """Base of the tree. `field` names the input at fault; `facts` are JSON-ready values."""

    field: str | None = None

    def __init__(self, field: str | None = None, **facts: Any) -> None:
        self.field = field or type(self).field
        self.facts = facts
        super().__init__(f"{self.code}: {self.field or ''} {facts}")

    @property
    def code(self) -> str:
        """Machine name: the class name in kebab case (`measure-beyond-road`)."""
        return re.sub(r"(?<!^)(?=[A-Z])", "-", type(self).__name__).lower()


class NotFound(DomainError):
    """Facts: `kind`, `id`."""


class Unreadable(DomainError):
    """Facts: `value`, `expected`."""


class ChainageUnreadable(Unreadable):
    """Facts: `value`, `expected` (an example of a readable chainage)."""

    field = "chainage"


class OutOfRange(DomainError):
    """Facts: `value` and the limits it breaks."""


class MeasureBeyondRoad(OutOfRange):
    """Facts: `road`, `at_m`, `length_m`, `over_m` (metres past the nearer end)."""

    field = "at_m"


class ChainageBeyondPost(OutOfRange):
    """The stretch after a km post is shorter than the metres asked for.

    Facts: `chainage`, `over_m`, `limit` ('post', 'end', or 'last-post' where nobody knows the end), `next_km`, `last_km`.
    """

    field = "chainage"


class ChainageBeforeFirstPost(OutOfRange):
    """No post and no stated start says what the chainage is here. Facts: `chainage` or `at_m`, `by_m`."""

    field = "chainage"


class UnknownSrid(OutOfRange):
    """Facts: `srid`, `known`."""

    field = "srid"


class RuleBroken(DomainError):
    """Facts depend on the rule; `rule` names it."""


class NotLocatable(RuleBroken):
    """The road has neither a centreline nor usable km posts. Facts: `road`."""

    field = "road"


class ChangesRefused(RuleBroken):
    """Nothing of the set is written. `refused`: (index, error) of every change at fault. Facts: `count`."""

    def __init__(self, refused: list[tuple[int, DomainError]]) -> None:
        super().__init__(None, count=len(refused))
        self.refused = refused


class Forbidden(DomainError):
    """Facts: `action`, `kind`, `needs` (the roles that may), and where a bounded right ends: `version` (was, becomes),
    `managing_unit`, `commune` of the row."""


class Stale(DomainError):
    """Facts: `current` (version now), `expected` (version the writer had read)."""


class PlanChanged(Stale):
    """What the token stands for is no longer what would be done. Facts: `operation`, `now` (the token of a preview made now)."""

    field = "token"


class PlanMoved(Stale):
    """Facts: `count`, `rows` (the first hundred rows of the file that would now become something else)."""
