"""What the OpenAPI description says of the acts on drafts; the views wear `acts` as a decorator."""

from collections.abc import Callable
from typing import Any

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema

from gisapi.openapi import MEANING, SIGNED_IN, operation_id, refusals

DRAFT_VERSION = OpenApiParameter(
    "If-Match",
    str,
    "header",
    required=True,
    description="ETag of the draft as you read it: what you saw is what is meant.",
)


def acts(
    summary: str, body: Any = None, *, status: int = 200, versioned: bool = False, writes: bool = False
) -> Callable[..., Any]:
    """An act on a draft: JSON in (`body`: its frame or schema), JSON out. `versioned`: it rests on the draft as it was read; `writes`: its
    changes are made by it."""
    versions = (412, 428) if versioned else ()
    return extend_schema(
        operation_id=operation_id(summary),
        summary=summary,
        auth=SIGNED_IN,
        parameters=[*([DRAFT_VERSION] if versioned else []), *(MEANING if writes else ())],
        request={"application/json": body} if body else None,
        responses={status: None if status == 204 else OpenApiTypes.OBJECT}
        | refusals(400, 401, 403, 404, *versions, 413, 415, 422, 429, 503),
    )
