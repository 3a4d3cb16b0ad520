"""Where in a body a fault lies: `geometry`, `properties/width_m`, and every such path at fault in `facts.more`.

The domain names columns; a body has paths. One place translates, for POST, PUT, PATCH and changesets alike.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from gisapi.errors import FieldRefused
from infra.errors import DomainError, NotFound

_FRAME = {"", "type", "id", "geometry", "properties", "If-Match", "Content-Crs", "if_match"}
_SHAPES = {"geom", "centreline"}


def path_of(column: str) -> str:
    """The path of a column in a Feature: `properties/width_m`, `geometry`, `properties/findings/2/defect`; of none, the properties together."""
    if column in _SHAPES:
        return "geometry"
    if not column:
        return "properties"
    return column if column in _FRAME or "/" in column else f"properties/{column.replace('.', '/')}"


def refused_at(reasons: dict[str, str]) -> FieldRefused:
    """Several fields refused: path → reason. The first gives the field."""
    field, reason = next(iter(reasons.items()))
    return FieldRefused(field or None, reason=reason, more=reasons)


@contextmanager
def faults_at_their_fields(inside: str = "") -> Iterator[None]:
    """What the domain refuses about a feature in a body, told at its path; `inside`: "feature/" where that lies deeper."""
    try:
        yield
    except DomainError as error:
        told = _located(error, inside)
        if told is error:
            raise
        raise told from error


def _located(error: DomainError, inside: str) -> DomainError:
    """The same error at its path; an unknown road or unit in a body is a wrong field (422), not a wrong address (404)."""
    if error.field is None and "errors" not in error.facts:
        return error
    path = None if error.field is None else inside + path_of(error.field)
    if isinstance(error, NotFound):
        return FieldRefused(path, reason="unknown", **{**error.facts, "more": {path: "unknown"}})
    error.field = path
    more = error.facts.get("more", {})
    if "errors" in error.facts:
        more = {path_of(name): "; ".join(words) for name, words in error.facts["errors"].items()}
    error.facts["more"] = {inside + name: reason for name, reason in more.items()} or {path: error.code}
    return error
