"""Who may write what, and where: the table `write_right`, asked of a row as it was and as it becomes (decision 0010).

A right bounded by a managing unit covers the assets of that unit (its own, else its road's). One bounded by communes
covers what lies in them: a line must lie whole in the communes granted together. What has no unit or no place is
covered by unbounded rights only.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import Group
from django.contrib.gis.db.models import Union
from django.contrib.gis.geos import GEOSGeometry
from django.db.models import Q, QuerySet

from infra.errors import Forbidden
from infra.models import ACTS, DRAFT, RIGHTS, AdministrativeUnit, Asset, ManagingUnit, Record, Road, WriteRight

ROLES = ("planner", "engineer", "supervisor", "administrator")
Bounds = list[tuple[int | None, int | None]]
"""The managing unit and the commune of each right (internal ids, None: nothing bounds it)."""
_READ: ContextVar[dict[tuple[int, str, tuple[str, ...]], Bounds] | None] = ContextVar("rights_read", default=None)


@dataclass(frozen=True, slots=True)
class Reviewed:
    """Who lets in what is written, and by which right (`review`, `review-own`); None while nobody does."""

    by: Any
    right: str


_PROPOSED: ContextVar[tuple[Reviewed | None] | None] = ContextVar("proposed", default=None)
"""Set while what is written comes from a draft."""


@dataclass(frozen=True, slots=True)
class Grant:
    """One right as its holder is told it: codes, None where nothing bounds it."""

    act: str
    kind: str | None
    managing_unit: str | None
    commune: str | None


def grants_of(user: Any) -> tuple[Grant, ...]:
    """What a user may write, as the table has it; a superuser holds what nothing bounds. One query."""
    if not user.is_active:
        return ()
    if user.is_superuser:
        return tuple(Grant(act, None, None, None) for act in RIGHTS)
    rows = _held(user).values_list("act", "kind", "managing_unit__code", "commune__code").distinct()
    return tuple(Grant(act, kind or None, unit, commune) for act, kind, unit, commune in rows.order_by("act", "kind"))


def is_administrator(user: Any) -> bool:
    """Whether a user holds the role that edits the table of rights, or is a superuser."""
    if not user.is_authenticated or not user.is_active:
        return False
    return bool(user.is_superuser or user.groups.filter(name="administrator").exists())


def may_write(user: Any, kind: str) -> bool:
    """True when the user may do anything to this kind anywhere, at once."""
    return user.is_authenticated and any(g.kind in (None, kind) and g.act in ACTS for g in grants_of(user))


def holds_right(user: Any, kind: str, *rights: str) -> bool:
    """True when the user holds one of these rights (`infra.models.RIGHTS`) over this kind somewhere."""
    if not (user.is_authenticated and user.is_active):
        return False
    return bool(user.is_superuser or _rights(user, kind, rights))


def require_writer(user: Any, kind: str, act: str) -> None:
    """Raises Forbidden unless the user may do this somewhere. `user` None is an operator at the shell, who holds
    the database itself."""
    for person, rights in _judged(user, act):
        if person is not None and not holds_right(person, kind, *rights):
            needs = _roles(kind, rights)
            raise Forbidden(None, action=rights[0], kind=kind, needs=needs, managing_unit=None, commune=None)


def require_right_to(user: Any, asset: Asset, act: str, *, version: str) -> None:
    """Raises Forbidden unless the user may do this to the row as it stands in `asset`.

    `version`: "was" or "becomes", told in the facts beside the managing unit and the commune that are missing.
    """
    for person, rights in _judged(user, act):
        if not covers(person, asset, *rights):
            raise _out_of_bounds(asset, rights, version)


def covers(user: Any, asset: Asset, *rights: str) -> bool:
    """Whether one of these rights of the user covers the row as it stands in `asset`; an operator's (None) and a superuser's cover all."""
    if user is None or user.is_superuser:
        return True
    bounds = _rights(user, asset._meta.db_table, rights)
    if (None, None) in bounds:
        return True
    unit_id, place = _managing_unit_id(asset), _place(asset)
    communes = {commune for unit, commune in bounds if unit in (None, unit_id)}
    return None in communes or (place is not None and _lies_in(place, communes))


def missing_for(user: Any, asset: Asset, act: str) -> Forbidden | None:
    """What would refuse this to the user on the row as it stands; None when nothing does. `act`: any of `infra.models.RIGHTS`;
    who may do a thing at once may also draft it."""
    kind, rights = asset._meta.db_table, (act, *ACTS) if act == DRAFT else (act,)
    if not holds_right(user, kind, *rights):
        return Forbidden(None, action=act, kind=kind, needs=_roles(kind, rights), managing_unit=None, commune=None)
    return None if covers(user, asset, *rights) else _out_of_bounds(asset, rights, "was")


@contextmanager
def proposed(reviewed: Reviewed | None = None) -> Iterator[None]:
    """Within it what is written was collected in a draft: its author needs the act or the right to draft, and who lets it in
    the right to review, both of the row as it was and as it becomes."""
    token = _PROPOSED.set((reviewed,))
    try:
        yield
    finally:
        _PROPOSED.reset(token)


def _judged(user: Any, act: str) -> list[tuple[Any, tuple[str, ...]]]:
    """Whose rights an act of the user is judged by, and which of them would do."""
    draft = _PROPOSED.get()
    if draft is None:
        return [(user, (act,))]
    reviewed = draft[0]
    return [(user, (act, DRAFT)), *([(reviewed.by, (reviewed.right,))] if reviewed else [])]


def _out_of_bounds(asset: Asset, rights: tuple[str, ...], version: str) -> Forbidden:
    kind = asset._meta.db_table
    return Forbidden(
        None,
        action=rights[0],
        kind=kind,
        needs=_roles(kind, rights),
        version=version,
        managing_unit=ManagingUnit.objects.filter(pk=_managing_unit_id(asset)).values_list("code", flat=True).first(),
        commune=", ".join(_communes_at(_place(asset))) or None,
    )


def require_right_to_all(user: Any, rows: QuerySet, act: str, *, version: str) -> None:
    """`require_right_to` for many rows of one kind: only where a commune bounds the right is each judged by itself."""
    if user is None or user.is_superuser:
        return
    for judge, rights in _judged(user, act):
        bounds = _rights(judge, rows.model._meta.db_table, rights)
        whole_units = {unit for unit, commune in bounds if commune is None}
        if None in whole_units:
            continue
        for row in rows:
            if not whole_units or _managing_unit_id(row) not in whole_units:
                require_right_to(user, row, act, version=version)


def _held(user: Any) -> QuerySet[WriteRight]:
    return WriteRight.objects.filter(Q(user=user.pk) | Q(role__in=user.groups.all()))


@contextmanager
def rights_read_once() -> Iterator[None]:
    """Within it each right is read when first asked for: a set of a thousand changes is judged by one state of the table."""
    token = _READ.set({})
    try:
        yield
    finally:
        _READ.reset(token)


def _rights(user: Any, kind: str, rights: tuple[str, ...]) -> Bounds:
    read, asked = _READ.get(), (user.pk, kind, rights)
    if read is not None and asked in read:
        return read[asked]
    rows = _held(user).filter(act__in=rights, kind__in=("", kind)).values_list("managing_unit", "commune")
    found: Bounds = list(rows.distinct())
    if read is not None:
        read[asked] = found
    return found


def _roles(kind: str, rights: tuple[str, ...]) -> list[str]:
    """The roles that may, somewhere."""
    may = Group.objects.filter(write_rights__act__in=rights, write_rights__kind__in=("", kind))
    return sorted(set(may.values_list("name", flat=True)))


def _managing_unit_id(asset: Any) -> int | None:
    """Who is responsible: the unit the asset names, else its road's; of a record, that of what it is about."""
    if isinstance(asset, Record):
        asset = asset.bridge or asset.culvert or asset.road
    own: int | None = getattr(asset, "managing_unit_id", None)
    road_id = None if isinstance(asset, Road) or own is not None else getattr(asset, "road_id", None)
    if road_id is None:
        return own
    return Road.objects.filter(pk=road_id).values_list("managing_unit_id", flat=True).first()


def _place(asset: Any) -> GEOSGeometry | None:
    return asset.centreline if isinstance(asset, Road) else getattr(asset, "geom", None)


def _lies_in(place: GEOSGeometry, communes: Iterable[int | None]) -> bool:
    """Whether the place lies whole in these communes together; one whose outline nobody knows holds nothing."""
    area = AdministrativeUnit.objects.filter(pk__in=communes).aggregate(area=Union("geom"))["area"]
    return area is not None and bool(area.covers(place))


def _communes_at(place: GEOSGeometry | None) -> list[str]:
    """Codes of the communes in force that the place touches."""
    if place is None:
        return []
    found = AdministrativeUnit.objects.filter(level="COMMUNE", valid_to=None, geom__intersects=place)
    return list(found.order_by("code").values_list("code", flat=True))
