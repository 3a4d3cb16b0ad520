"""`datetime`: the database as it was at an instant, or at any time of an interval (RFC 3339; ".." or nothing is an open end)."""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from gisapi.errors import BadParameter
from gisapi.params.given import Given

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
"""A date without a time is a day here: "as at 30 June" means its last microsecond in Việt Nam."""
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_INSTANT = re.compile(r"\d{4}-\d{2}-\d{2}[Tt ]\d{2}:\d{2}:\d{2}(\.\d{1,9})?([Zz]|[+-]\d{2}:\d{2})", re.ASCII)
EXPECTED = "2025-06-30, 2025-06-30T12:00:00Z, or two of them with / between; .. is open"


@dataclass(frozen=True, slots=True)
class Moment:
    """`first` to `last`, both included; equal for an instant. None: open. Aware, UTC."""

    first: datetime | None
    last: datetime | None

    @property
    def instant(self) -> datetime | None:
        """The instant, when it is one."""
        return self.last if self.first == self.last else None


def moment(given: Given) -> Moment | None:
    """What `datetime` asks for; None when it is not given or asks for all time."""
    text = given.text("datetime", 80)
    if text is None:
        return None
    parts = text.split("/")
    if len(parts) == 1:
        at = _end(text, parts[0], last=True)
        if at is None:
            raise BadParameter("datetime", value=text, expected=EXPECTED)
        return Moment(at, at)
    if len(parts) != 2:
        raise BadParameter("datetime", value=text, expected=EXPECTED)
    first, last = _end(text, parts[0], last=False), _end(text, parts[1], last=True)
    if first is not None and last is not None and first > last:
        raise BadParameter("datetime", value=text, expected="the earlier end first")
    return Moment(first, last)


def _end(whole: str, text: str, *, last: bool) -> datetime | None:
    text = text.strip()
    if text in ("", ".."):
        return None
    try:
        if _DAY.fullmatch(text):
            day = datetime.combine(date.fromisoformat(text), time.min, ZONE)
            return (day + timedelta(days=1) - timedelta(microseconds=1) if last else day).astimezone(UTC)
        if _INSTANT.fullmatch(text):
            return datetime.fromisoformat(text.upper().replace(" ", "T")).astimezone(UTC)
    except (ValueError, OverflowError) as error:
        raise BadParameter("datetime", value=whole, expected=EXPECTED) from error
    raise BadParameter("datetime", value=whole, expected=EXPECTED)
