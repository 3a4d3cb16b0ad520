"""The network operations as they are asked for: which body a verb takes, and the operation that comes of it."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from gisapi.changeset_frames import framed
from gisapi.collections import collection_of
from gisapi.errors import FieldRefused
from gisapi.network_bodies import (
    ALONG,
    Asked,
    CloseBody,
    ExtendBody,
    MergeBody,
    OpenBody,
    RealignBody,
    RecalibrateBody,
    ReverseBody,
    SplitBody,
    TransferBody,
)
from gisapi.rights import require_scopes
from infra.errors import NotFound, RuleBroken
from infra.models import Road
from infra.network import behaviours
from infra.services.network.closing import Close, Open
from infra.services.network.extend import Extend
from infra.services.network.merge import Merge
from infra.services.network.realign import Realign
from infra.services.network.recalibrate import PostChange, Recalibrate
from infra.services.network.reverse import Reverse
from infra.services.network.running import Done, Operation, operate
from infra.services.network.split import Split
from infra.services.network.transfer import Transfer
from infra.services.placing import road_named

Said = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Verb:
    """`frame`: of the body; `made`: the operation that a body asks of a road."""

    frame: type[Asked]
    made: Callable[[Road, Said], Operation]


def read(verb: str, body: Any) -> Said:
    """A body as its verb takes it. Raises FieldRefused."""
    return framed(OPERATIONS[verb].frame, body)


def perform(
    verb: str,
    road: Road,
    said: Said,
    *,
    writer: Any,
    expected: datetime | None,
    token: str | None,
    reason: str = "",
    client: str = "",
) -> Done:
    """Show what a body asks of a road (`token` None), or do what was shown. `writer`: a request, or whoever stands for one.

    Raises what `operate` raises, faults at their place in the body, and ScopeMissing: a token touches no kind that it may not write.
    """
    meant = {ALONG.get(name, name): value for name, value in said["behaviours"].items()}
    with _faults_in_the_body():
        return operate(
            OPERATIONS[verb].made(road, said),
            behaviours.Asked(verb, meant),
            by=writer.user,
            expected=expected,
            token=token,
            permit=lambda kinds: require_scopes(writer, sorted(kinds)),
            reason=reason,
            client=client,
        )


@contextmanager
def _faults_in_the_body() -> Iterator[None]:
    """A fault told by kind or column, at its place in the body: behaviours/bridges, new/code."""
    try:
        yield
    except RuleBroken as broken:
        at, _, kind = (broken.field or "").partition("/")
        if at == "behaviours" and kind in ALONG.values():
            broken.field = f"{at}/{collection_of(kind).name}"
        if at in ("code", "branch", "name"):
            broken.field = f"new/{at}"
        raise
    except NotFound as missing:
        raise FieldRefused(missing.field, reason="unknown", **missing.facts) from missing


def _recalibrate(road: Road, said: Said) -> Operation:
    posts = [
        PostChange(post.get("id"), post.get("km"), post.get("at"), post.get("geometry"), post["delete"])
        for post in said.get("posts", [])
    ]
    start = said.get("start")
    return Recalibrate(road, posts, (start["km"], start["m"]) if start else None)


def _transfer(road: Road, said: Said) -> Operation:
    other = _named(said["road"], "road") if "road" in said else None
    unit = {"managing_unit": said["managing_unit"]} if "managing_unit" in said else {}
    return Transfer(road, said["from"], said["to"], other, {**said["new"], **unit})


def _close(road: Road, said: Said) -> Operation:
    return Close(road, said["on"], said.get("from"), said.get("to"), said.get("until"), said["decision_number"])


def _named(text: str, field: str) -> Road:
    """The road a body names. Raises NotFound, RuleBroken at the field."""
    try:
        found = road_named(text)
    except (NotFound, RuleBroken) as error:
        error.field = field
        raise
    return Road.objects.get(pk=found.pk)


OPERATIONS: Mapping[str, Verb] = {
    "split": Verb(SplitBody, lambda road, said: Split(road, said["at"], dict(said["new"]))),
    "merge": Verb(MergeBody, lambda road, said: Merge(road, _named(said["with"], "with"), said["gap"])),
    "reverse": Verb(ReverseBody, lambda road, said: Reverse(road)),
    "extend": Verb(ExtendBody, lambda road, said: Extend(road, said["geometry"], said["end"])),
    "realign": Verb(RealignBody, lambda road, said: Realign(road, said["geometry"], said.get("from"), said.get("to"))),
    "recalibrate": Verb(RecalibrateBody, _recalibrate),
    "transfer": Verb(TransferBody, _transfer),
    "close": Verb(CloseBody, _close),
    "open": Verb(OpenBody, lambda road, said: Open(road, said["on"], said.get("from"), said.get("to"))),
}
