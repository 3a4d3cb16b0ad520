"""`datetime` on any statement: the names of the tables stand for the tables as they were then.

A source names plain tables (`bridge`, `road`, `road_post`). CTEs of the same names put before it hide the live tables, so that the very same
statement reads the past. An anonymous visitor sees the past of what is public now and was public then.
"""

import re

from gisapi.params.moments import Moment
from infra.models import ASSETS, DERIVED, KEPT_TABLES, RECORDS

_PUBLISHED = (*ASSETS, *RECORDS)
"""Tables whose rows are published one by one; the others are seen with what they are part of or derived from."""
_WORD = re.compile(r"\b(?:FROM|JOIN)\s+([a-z_]+)\b", re.IGNORECASE)
_SHADOW = """{table} AS NOT MATERIALIZED (
  SELECT past.* FROM history.{table}_{as_was} AS past{public})"""
_PUBLIC = """
   WHERE %(signed_in)s OR EXISTS (SELECT FROM public.{table} AS live WHERE live.id = past.id AND live.is_published)"""


def shadows(text: str, moment: Moment | None) -> tuple[str, dict[str, object]]:
    """The CTEs ("WITH …") to put before a statement, and their parameters; nothing for the present."""
    if moment is None:
        return "", {}
    named = set(_WORD.findall(text))
    made = [_shadow(table, moment) for table in KEPT_TABLES if table in named]
    if not made:
        return "", {}
    first = "-infinity" if moment.first is None else moment.first
    last = "infinity" if moment.last is None else moment.last
    return "WITH " + ",\n".join(made) + "\n", {"moment_first": first, "moment_last": last}


def _shadow(table: str, moment: Moment) -> str:
    """What follows a road is read as it was at the end of an interval: two calibrations in one answer would contradict each other."""
    if table in DERIVED or moment.instant is not None:
        as_was = "as_at(%(moment_last)s::timestamptz)"
    else:
        as_was = "within(%(moment_first)s::timestamptz, %(moment_last)s::timestamptz)"
    public = _PUBLIC.format(table=table) if table in _PUBLISHED else ""
    return _SHADOW.format(table=table, as_was=as_was, public=public)
