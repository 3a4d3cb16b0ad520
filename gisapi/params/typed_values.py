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
    try:
        if field.kind == "date":
            return date.fromisoformat(text)
        if field.kind == "instant":
            return datetime.fromisoformat(text)
    except ValueError as error:
        raise BadParameter(field.name, value=text[:60], expected="2025-06-30") from error
    return text
