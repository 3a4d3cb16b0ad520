"""What the OpenAPI description says of each endpoint; the views wear these as decorators. Built on the collections."""

import re
from collections.abc import Callable
from typing import Any

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, OpenApiRequest, OpenApiResponse, extend_schema, inline_serializer
from rest_framework import serializers

from gisapi.collections import COLLECTIONS
from gisapi.filtering.reading import LANGUAGES
from gisapi.negotiation import MEDIA
from gisapi.network_operations import OPERATIONS
from gisapi.params.items import FILES, FORMS, PAGE
from gisapi.params.selecting import ALONG, PLAIN, names_of

PROBLEM = inline_serializer(
    "Problem",
    {
        "type": serializers.URLField(),
        "title": serializers.CharField(),
        "status": serializers.IntegerField(),
        "code": serializers.CharField(),
        "detail": serializers.CharField(),
        "field": serializers.CharField(allow_null=True),
        "facts": serializers.DictField(),
        "instance": serializers.CharField(allow_blank=True),
    },
)
_REFUSED = OpenApiResponse(PROBLEM, "What was wrong: RFC 9457, with `code`, `field` and `facts`.")
_EDITABLE = [name for name, row in COLLECTIONS.items() if row.editable]
NAME = OpenApiParameter("name", str, "path", enum=list(COLLECTIONS), description="Collection.")
_MADE_HERE = [name for name in _EDITABLE if not COLLECTIONS[name].recorded]
MADE_HERE = OpenApiParameter("name", str, "path", enum=_MADE_HERE, description="Collection; others answer 405.")
WRITABLE = OpenApiParameter("name", str, "path", enum=_EDITABLE, description="Collection; others answer 405.")
ID = OpenApiParameter("feature_id", str, "path", description="Public id: B-000012; a commune's code.")
CHANGE = OpenApiParameter("n", int, "path", description="Number of a change, from the feature's history.")
IF_MATCH = OpenApiParameter("If-Match", str, "header", required=True, description="ETag of the feature as you read it.")
REASON = OpenApiParameter("X-Change-Reason", str, "header", description="Why; UTF-8, percent-encoded.")
MEANING = (
    OpenApiParameter(
        "X-Change-As",
        str,
        "header",
        enum=["change", "correction"],
        description="change: the world changed, on the date of X-Change-On; correction: the record was wrong.",
    ),
    OpenApiParameter(
        "X-Change-On", OpenApiTypes.DATE, "header", description="Date of the change; not of a correction."
    ),
)
IDEMPOTENCY_KEY = OpenApiParameter(
    "Idempotency-Key",
    str,
    "header",
    description="1-100 visible ASCII characters: the same request again is answered, not done again.",
)
CONTENT_CRS = OpenApiParameter(
    "Content-Crs", str, "header", description="Coordinates of the body: <OGC name>; CRS84 by default."
)
CRS = OpenApiParameter("crs", str, description="Coordinates of the answer: an OGC name or EPSG:5897; CRS84 by default.")


TAKING_ALONG = OpenApiParameter(
    "along",
    str,
    "query",
    description="Delete also what is recorded of it: `along` of …/items/{id}/along, which stands for the rows shown there.",
)

SIGNED_IN: list[dict[str, list[str]]] = [{"bearerToken": []}, {"basicToken": []}, {"cookieAuth": []}]
"""One of these is needed; the session also needs X-CSRFToken (see /api/session)."""


def query(name: str, description: str, kind: Any = str, *, required: bool = False) -> OpenApiParameter:
    """One query parameter."""
    return OpenApiParameter(name, kind, "query", required=required, description=description)


def whole(low: int, high: int) -> dict[str, Any]:
    """The schema of a whole number within limits."""
    return {"type": "integer", "minimum": low, "maximum": high}


def measured(low: float, high: float) -> dict[str, Any]:
    """The schema of a number within limits."""
    return {"type": "number", "minimum": low, "maximum": high}


def refusals(*statuses: int) -> dict[tuple[int, str], Any]:
    """Problem documents an endpoint may answer with, by status."""
    return {(status, "application/problem+json"): _REFUSED for status in statuses}


def _taken_by(name: str) -> str:
    """The collections whose items take a filter, in words."""
    return ", ".join(row.name for row in COLLECTIONS.values() if name in names_of(row))


_OWN = sorted({name for row in COLLECTIONS.values() for name in names_of(row)} - {*PLAIN, *ALONG, "q", "validity"})
FILTERS = (
    query("bbox", "west,south,east,north; west > east crosses the antimeridian."),
    query("bbox-crs", "Coordinates of bbox; CRS84 by default."),
    query("datetime", "The database as it was: an instant or an interval (units: in force then)."),
    query("filter", "CQL2 over the queryables."),
    query("filter-lang", "Default cql2-text.", {"type": "string", "enum": list(LANGUAGES), "default": "cql2-text"}),
    query("filter-crs", "Coordinates of the filter; CRS84 by default."),
    query("near", "lon,lat,metres, or road,metres."),
    query("unit", "Administrative unit: 31825, 95.958, or 31825@2004-01-01."),
    query("q", f"Part of a name or code, accents and case ignored ({_taken_by('q')})."),
    query("road", f"Road code in any writing, alias or public id ({_taken_by('from')})."),
    query("from", f"First chainage, with road ({_taken_by('from')})."),
    query("to", f"Last chainage, with road ({_taken_by('to')})."),
    query("overlap", "sections(condition='XAU'): by measure along the road, another collection has this value there."),
    query("validity", "current (default), old or all (communes)."),
    *(query(name, f"Values separated by commas; none: not known ({_taken_by(name)}).") for name in _OWN),
)
_BOOLEAN = {"type": "string", "enum": ["true", "false"]}
PAGING = (
    query("limit", "Features a page, default 100.", whole(1, 10_000)),
    query("cursor", "From a next link."),
    query("labels", "true: Vietnamese labels beside the codes (csv, gpkg, fgb; xlsx always, unless false).", _BOOLEAN),
    query(
        "f",
        "html: a page for people, at most 1000 rows; a file: the whole set (limit: less). Default: what Accept prefers, else geojson.",
        {"type": "string", "enum": [*FORMS, PAGE, *FILES]},
    ),
    query("count", "true: also numberMatched.", {"type": "string", "enum": ["true", "false"]}),
    query("properties", "Properties of the answer, commas between."),
    query("sortby", "Properties, commas between; a minus: greatest first."),
    CRS,
)


_AS = "Default: what Accept prefers, else {}."
_FORM = query("f", _AS.format("json"), {"type": "string", "enum": ["json", PAGE]})
_FORM_OF_FEATURE = query("f", _AS.format("geojson"), {"type": "string", "enum": [*FORMS, PAGE]})


def reads(
    summary: str,
    *parameters: OpenApiParameter,
    media: str = "application/json",
    refused: tuple[int, ...] = (400, 404),
    tagged: bool = False,
    files: tuple[str, ...] = (),
    page: bool = False,
) -> Callable[..., Any]:
    """A GET. `tagged`: it has an ETag, so that 304 may answer it. 401: a token that lets nobody in.

    `files`: the forms that are files, and may be refused for a while (503). `page`: there is a page for people too.
    """
    refusing = (*refused, 401, 429, *((503,) if files else ()))
    responses = {(200, media): OpenApiTypes.OBJECT} | refusals(*refusing)
    responses |= {(status, MEDIA["html"]): OpenApiTypes.STR for status in refusing}
    responses |= {(200, MEDIA[form]): OpenApiTypes.BINARY for form in files}
    if page:
        responses[(200, MEDIA["html"])] = OpenApiTypes.STR
        if not any(row.name == "f" for row in parameters):
            parameters += (_FORM_OF_FEATURE if media == MEDIA["geojson"] else _FORM,)
    if tagged:
        responses[(304, media)] = OpenApiResponse(None, "The copy that If-None-Match names is still true.")
    return extend_schema(
        operation_id=operation_id(summary), summary=summary, parameters=[*parameters], responses=responses
    )


def writes(
    summary: str, *parameters: OpenApiParameter, body: bool = True, status: int = 200, patch: bool = False
) -> Callable[..., Any]:
    """A write of a feature: GeoJSON in, GeoJSON out. `patch`: also a merge patch."""
    versions = (412, 428) if IF_MATCH in parameters else ()
    once = (409,) if IDEMPOTENCY_KEY in parameters else ()
    refused = refusals(400, 401, 403, 404, 405, *once, *versions, 413, 415, 422, 429, 503)
    media = ("application/geo+json", "application/json", *(("application/merge-patch+json",) if patch else ()))
    request = dict.fromkeys(media, OpenApiRequest(OpenApiTypes.OBJECT)) if body else None
    done = {(status, "application/geo+json"): OpenApiTypes.OBJECT} if body else {status: None}
    return extend_schema(
        operation_id=operation_id(summary),
        summary=summary,
        auth=SIGNED_IN,
        parameters=[*parameters, REASON, *MEANING],
        request=request,
        responses=done | refused,
    )


CHANGE_ENTRY = {
    "type": "object",
    "required": ["action", "collection"],
    "additionalProperties": False,
    "properties": {
        "action": {"type": "string", "enum": ["create", "update", "delete", "operate"]},
        "collection": {"type": "string", "enum": _EDITABLE},
        "id": {"type": "string", "description": "Public id; of a create, a name within the set: $ and letters."},
        "if_match": {
            "type": "string",
            "description": "ETag as read; of update, delete, operate, and, to create an inspection, of what was inspected.",
        },
        "feature": {
            "type": "object",
            "description": "A Feature; of an update, the parts that change; of a new record, also `about`.",
        },
        "along": {
            "type": "string",
            "description": "Of a delete: the tag of what goes with it (`…/along`), which is then deleted too.",
        },
        "operation": {"type": "string", "enum": list(OPERATIONS), "description": "Of operate, on a road."},
        "body": {"type": "object", "description": "Of operate: as at `…/{operation}`, without comment and token."},
        "token": {"type": "string", "description": "Of operate: the token of the preview that is meant."},
    },
}
_CHANGES = {
    "type": "object",
    "required": ["changes"],
    "additionalProperties": False,
    "properties": {
        "comment": {"type": "string", "maxLength": 500},
        "changes": {"type": "array", "minItems": 1, "maxItems": 1000, "items": CHANGE_ENTRY},
    },
}
changes_many = extend_schema(
    operation_id="change_many_features",
    summary="Change many features, all or nothing",
    auth=SIGNED_IN,
    parameters=[
        query("dry-run", "true: say what would change, write nothing.", {"type": "string", "enum": ["true", "false"]}),
        CONTENT_CRS,
        IDEMPOTENCY_KEY,
        REASON,
        *MEANING,
    ],
    request={"application/json": _CHANGES},
    responses={200: OpenApiTypes.OBJECT} | refusals(400, 401, 403, 409, 413, 415, 422, 429, 503),
)


def operation_id(summary: str) -> str:
    """An operation's name out of its summary: "One feature" → "one_feature"."""
    return re.sub(r"[^a-z]+", "_", summary.lower()).strip("_")
