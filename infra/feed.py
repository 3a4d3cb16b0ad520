"""The change feed: every committed change set in the order of the commits, with the rows it touched, for those who keep a copy.

`history.commit_order` (`infra/sql/0009_feed.sql`) numbers the sets. A page works on at most SETS_A_PAGE sets and as many rows as
asked for: what is left says `more`, never nothing.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.db import connection

from infra.errors import DomainError
from infra.history import Meaning
from infra.touched import TOLD, Touched, rows_touched

SETS_A_PAGE = 100


class FeedLost(DomainError):
    """The database was put back to before this cursor: whoever followed it must read everything anew. Facts: `reason`."""

    field = "since"


@dataclass(frozen=True, slots=True)
class Position:
    """Where a reader is: the set numbered `n`, known again by `mark`, and (kind's number, internal id) of the last row of it
    that was read; None: all of it was."""

    n: int = 0
    mark: str = ""
    place: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class ChangeSet:
    """One committed set, or a part of it: `complete` False says that the next page goes on with it."""

    at: datetime
    by: str | None
    db_user: str
    reason: str | None
    client: str | None
    meaning: Meaning | None
    rows: tuple[Touched, ...]
    complete: bool


@dataclass(frozen=True, slots=True)
class FeedPage:
    """The sets after a position that touched anything the reader sees, the position they lead to, and whether more follow."""

    sets: tuple[ChangeSet, ...]
    position: Position
    more: bool


_MARKED = """
select o.n, left(md5(c.id || ' ' || extract(epoch from c.at)), 8) as mark, c.id, c.at, c.app_user, c.db_user, c.reason, c.client, c.meant, c.happened_on
  from history.commit_order o join history.changeset c on c.id = o.changeset
"""
"""A committed set with a mark that another set under the same number, after a restore, does not have."""


def last_position() -> Position:
    """Where the feed ends now: a copy begun after this was asked for is kept by following it from here."""
    with connection.cursor() as cursor:
        cursor.execute(f"{_MARKED} where o.n is not null order by o.n desc limit 1")
        row = cursor.fetchone()
    return Position(row[0], row[1]) if row else Position()


def changes_since(position: Position, most: int, *, everything: bool, kinds: Collection[str] = TOLD) -> FeedPage:
    """What at most `most` touched rows of some kinds after a position tell, whole sets where they fit. Raises FeedLost.

    `everything` False: only what is published, as whoever is not signed in sees it.
    """
    _require_known(position)
    sets: list[ChangeSet] = []
    waiting = _sets_after(position)
    for at, here, changeset, said in waiting[:SETS_A_PAGE]:
        rows = rows_touched(changeset, here.place or (0, 0), most + 1, everything=everything, kinds=kinds)
        complete = len(rows) <= most
        if not complete and not most:
            return FeedPage(tuple(sets), position, True)
        rows = rows[:most]
        position = Position(here.n, here.mark, None if complete else (rows[-1].number, rows[-1].row_id))
        if seen := tuple(row for row in rows if row.op):
            sets.append(ChangeSet(at, *said, rows=seen, complete=complete))
        if not complete:
            return FeedPage(tuple(sets), position, True)
        most -= len(rows)
    return FeedPage(tuple(sets), position, len(waiting) > SETS_A_PAGE)


def _require_known(position: Position) -> None:
    if position.n == 0:
        return
    with connection.cursor() as cursor:
        cursor.execute(f"{_MARKED} where o.n = %s", [position.n])
        row = cursor.fetchone()
    if row is None or row[1] != position.mark:
        raise FeedLost(reason="the database was put back to before this cursor")


_Said = tuple[str | None, str, str | None, str | None, Meaning | None]
"""(by, db_user, reason, client, meaning) of a set."""


def _sets_after(position: Position) -> list[tuple[datetime, Position, int, _Said]]:
    """(at, position, internal id, what is said of it) of the sets that follow, one more than a page takes.

    A set the reader is in the middle of comes first.
    """
    inside = position.place is not None
    with connection.cursor() as cursor:
        cursor.execute(
            f"{_MARKED} where o.n > %s or o.n = %s and %s order by o.n limit %s",
            [position.n, position.n, inside, SETS_A_PAGE + 1],
        )
        return [
            (
                at,
                position if n == position.n else Position(n, mark),
                changeset,
                (by, db_user, reason, client, Meaning(meant, on) if meant else None),
            )
            for n, mark, changeset, at, by, db_user, reason, client, meant, on in cursor.fetchall()
        ]
