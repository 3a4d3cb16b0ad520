"""A doubt that somebody looked at and lets stand, with a reason; and taking that back. Both are history (`history.accepted_finding`)."""

import json
from datetime import date
from typing import Any

from infra.errors import NotFound, RuleBroken
from infra.history import acting_as
from infra.models import AcceptedFinding, Asset
from infra.quality.asking import QualityFinding
from infra.quality.registry import ERROR
from infra.services.proposals import doubts_about
from infra.services.rights import require_right_to, require_writer


def accept_finding(asset: Asset, code: str, facts: dict[str, Any] | None, *, as_at: date, by: Any, reason: str) -> None:
    """Let a doubt about an asset stand as long as its facts are these; who may change the asset may. `facts` tells one of several of a code.

    Raises Forbidden, NotFound (no such doubt), RuleBroken (an error, an empty reason, several and no facts).
    """
    if not reason.strip():
        raise RuleBroken("reason", rule="reason-needed")
    found = _meant(asset, code, facts, as_at, by)
    if found.severity == ERROR:
        raise RuleBroken("code", rule="error-stands", value=code)
    with acting_as(by, reason):
        told = {"kind": found.kind, "row_id": asset.pk, "code": code, "facts": _plain(found.facts)}
        AcceptedFinding.objects.update_or_create(**told, defaults={"reason": reason.strip()})


def reopen_finding(asset: Asset, code: str, facts: dict[str, Any] | None, *, as_at: date, by: Any) -> None:
    """Let an accepted doubt speak again. Raises as `accept_finding`."""
    found = _meant(asset, code, facts, as_at, by)
    with acting_as(by):
        AcceptedFinding.objects.filter(kind=found.kind, row_id=asset.pk, code=code, facts=_plain(found.facts)).delete()


def _meant(asset: Asset, code: str, facts: dict[str, Any] | None, as_at: date, by: Any) -> QualityFinding:
    require_writer(by, asset._meta.db_table, "change")
    require_right_to(by, asset, "change", version="was")
    found = [one for one in doubts_about(asset, as_at) if one.code == code]
    if facts is not None:
        found = [one for one in found if _plain(one.facts) == facts]
    if not found:
        raise NotFound("code", kind="finding", id=code)
    if len(found) > 1:
        raise RuleBroken("facts", rule="facts-needed", count=len(found))
    return found[0]


def _plain(facts: dict[str, Any]) -> Any:
    """Facts as JSON holds them."""
    return json.loads(json.dumps(facts))
