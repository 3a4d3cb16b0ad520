"""The body of a verb: a Feature whose properties are the columns of an inspection, a posting or a work."""

from typing import Any

from rest_framework import serializers

from gisapi.errors import FieldRefused
from gisapi.serializers import Feature, as_column
from infra.models import Finding, Record
from infra.models.record import SUBJECTS
from infra.services.inspections import LINE

_STRETCH = ("from_chainage", "to_chainage")
_NOT_SENT = {*SUBJECTS, "id", "public_id", "geom", "geom_3857", "recorded_from"}


def record_facts(model: type[Record], body: Any) -> dict[str, Any]:
    """Column → value of everything sent. Raises FieldRefused, naming all fields at fault."""
    frame = Feature(data=body)
    frame.is_valid(raise_exception=True)
    sent = dict(frame.validated_data)
    refused: dict[str, str] = {}
    if sent.get("geometry") is not None:
        refused["geometry"] = "follows what the record is about"
    facts: dict[str, Any] = {}
    for name, value in sent.get("properties", {}).items():
        try:
            facts[name] = _read(model, name, value)
        except serializers.ValidationError as error:
            refused[name] = str(error.detail[0])  # type: ignore[index]
    if refused:
        field, reason = next(iter(refused.items()))
        raise FieldRefused(field, reason=reason, **({"more": refused} if len(refused) > 1 else {}))
    return facts


def _read(model: type[Record], name: str, value: Any) -> Any:
    if name in _STRETCH:
        return serializers.CharField(max_length=60).run_validation(value)
    if name == "findings" and hasattr(model, name):
        return _sheet(value)
    column = next((field for field in model._meta.fields if field.name == name and name not in _NOT_SENT), None)
    if column is None:
        raise serializers.ValidationError("unknown property")
    return as_column(column, value)


def _sheet(value: Any) -> list[dict[str, Any]]:
    """The lines of an inspection sheet."""
    if not isinstance(value, list) or len(value) > 200:
        raise serializers.ValidationError("must be a list of at most 200 lines")
    for line in value:
        if not isinstance(line, dict) or set(line) - set(LINE):
            raise serializers.ValidationError(f"every line is an object of {', '.join(LINE)}")
    return [{name: as_column(Finding._meta.get_field(name), text) for name, text in line.items()} for line in value]
