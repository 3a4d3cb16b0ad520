"""A page chosen by place alone is chosen from its own table first; what it is joined with is read for the rows of the page only.

A box of 6,000 sections was joined with their roads, carried wide through the sort and cut to a thousand. Chosen first, a page costs
PostgreSQL a fourteenth less (docs/performance.md).
"""

import re

_ANYTHING_ELSE = re.compile(r"\bf\.(?!geom\b)")
"""Of the rows of a source; its `geom` is the column of its table."""
_CHOSEN = """FROM (SELECT f.*
          FROM {table} AS f
         WHERE (f.is_published OR %(signed_in)s){seen}
           AND {where}
         ORDER BY f.id LIMIT %(page_limit)s) {alias}"""
_ROAD_SEEN = """
           AND NOT EXISTS (SELECT FROM road AS hidden
                            WHERE hidden.id = f.road_id AND NOT (hidden.is_published OR %(signed_in)s))"""
SEEN = {"bridge": "", "culvert": "", "section": _ROAD_SEEN, "km_post": _ROAD_SEEN}
"""Table → what hides a row of it besides its own `is_published`. The source of each has exactly one row for each row of the table that is seen."""


def by_place_alone(kind: str, where: str) -> bool:
    """Whether these conditions on `f` are of a place, and can be asked of the table itself. Where none is asked, no more rows are joined than the page has."""
    return kind in SEEN and "f.geom" in where and not _ANYTHING_ELSE.search(where)


def place_first(kind: str, source: str, where: str) -> str:
    """The source with its table cut down to the rows of one page, in the order of their ids. `where`: all that is asked of them, on `f`."""
    text, found = re.subn(
        rf"^  FROM {kind} (?P<alias>\w+)$",
        lambda at: "  " + _CHOSEN.format(table=kind, seen=SEEN[kind], where=where, alias=at["alias"]),
        source,
        flags=re.MULTILINE,
    )
    if found != 1:
        raise ValueError(f"{kind}: its own table stands {found} times in its source")
    return text
