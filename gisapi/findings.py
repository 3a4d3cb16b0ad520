"""Findings of the checks as the API tells them: which asset, which part of its body, what would end the doubt."""

import json
from collections.abc import Collection
from typing import Any

from django.http import HttpResponse
from django.utils.timezone import localdate

from gisapi.collections import Collection as FeatureCollection
from gisapi.collections import collection_of
from gisapi.faults import path_of
from infra.models import ASSETS
from infra.quality.asking import QualityFinding, findings_of, known_at


def told(finding: QualityFinding) -> dict[str, Any]:
    """`field`: the path in a feature, null for the whole; `fix`: a body that PATCH takes, null where a person must decide."""
    return {
        "code": finding.code,
        "severity": finding.severity,
        "collection": collection_of(finding.kind).name,
        "id": finding.id,
        "field": path_of(finding.field) if finding.field else None,
        "facts": finding.facts,
        "fix": _body(finding.fix),
        "accepted": finding.accepted,
        "place": finding.place,
    }


def as_feature(finding: QualityFinding) -> dict[str, Any]:
    """The same as a GeoJSON Feature at its place."""
    properties = told(finding)
    return {"type": "Feature", "geometry": properties.pop("place"), "properties": properties}


def _body(fix: dict[str, Any] | None) -> dict[str, Any] | None:
    if fix is None:
        return None
    return fix if "geometry" in fix else {"properties": fix}


def by_row(kind: str, ids: Collection[int]) -> dict[int, list[dict[str, Any]]]:
    """Internal id → what is doubtful about a row and nobody has let stand, as it is told; nothing for kinds without checks."""
    if kind not in ASSETS:
        return {}
    found: dict[int, list[dict[str, Any]]] = {}
    for one in findings_of(kind, list(ids), known_at(localdate())):
        if one.accepted is None:
            found.setdefault(one.row_id, []).append(told(one))
    return found


def with_findings(response: HttpResponse, collection: FeatureCollection, feature_id: str) -> None:
    """The answer of a write, a GeoJSON object, with what is doubtful about the asset as its member `findings`, where anything is."""
    if collection.kind not in ASSETS:
        return
    asset = ASSETS[collection.kind]._default_manager.get(public_id=feature_id)
    if found := by_row(collection.kind, [asset.pk]).get(asset.pk):
        text = json.dumps(found, ensure_ascii=False)
        response.content = response.content.rstrip()[:-1] + f',"findings":{text}}}'.encode()
