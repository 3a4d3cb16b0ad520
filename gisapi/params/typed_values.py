"""A text of the query string as a field's kind has it: 7.5, true, 2025-06-30."""

from datetime import date, datetime

from gisapi.errors import BadParameter
from gisapi.fields import Field
from gisapi.params.given import number


def typed_value(field: Field, text: str) -> float | bool | date | datetime | str:
    """The value, or BadParameter naming the field."""
    if field.kind in ("number", "integer"):
        return number(field.name, text, -1e12, 1e12)
    if field.kind == "boolean":
        if text not in ("true", "false"):
            raise BadParameter(field.name, value=text[:60], known=["true", "false"])
        return text == "true"
    if field.kind == "date":
        return _day(field.name, text)
    if field.kind == "instant":
        return _instant(field.name, text)
    return text


def _day(name: str, text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise BadParameter(name, value=text[:60], expected="2025-06-30") from error


def _instant(name: str, text: str) -> datetime:
    """An instant that says its offset: whose time it is in is not guessed."""
    expected = "2025-06-30T07:00:00Z, or with another offset as %2B07:00"
    try:
        read = datetime.fromisoformat(text)
    except ValueError as error:
        raise BadParameter(name, value=text[:60], expected=expected) from error
    if read.tzinfo is None:
        raise BadParameter(name, value=text[:60], expected=expected)
    return read
