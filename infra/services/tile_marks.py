"""What keeps tiles quick: the marks edits leave are folded together, what low zooms show is stored. Changes no picture."""

from dataclasses import dataclass

from django.db import connection


@dataclass(frozen=True, slots=True)
class Compacted:
    """`cells`: tile cells whose marks were folded into one (`fresh.compact`); `roads`: stored anew (`low.rebuild`)."""

    cells: int
    roads: int


def compact_marks() -> Compacted:
    """Fold and store. Safe at any moment, beside writers and readers; two at once take turns."""
    with connection.cursor() as cursor:
        cursor.execute("select low.rebuild()")
        (roads,) = cursor.fetchone()
        cursor.execute("select fresh.compact()")
        (cells,) = cursor.fetchone()
    return Compacted(cells, roads)


def marks_waiting() -> int:
    """How many marks the next `compact_marks` would be rid of: what slows tokens and low zooms down."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select (select count(*) - count(distinct (layer, x, y)) from fresh.mark) + (select count(*) from low.dirty)"
        )
        return int(cursor.fetchone()[0])
