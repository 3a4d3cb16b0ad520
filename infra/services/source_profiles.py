"""Source profiles: how the files of a source are read, remembered so that the next one needs a single confirmation."""

from collections.abc import Mapping
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from infra.errors import Forbidden, NotFound, RuleBroken
from infra.models import SourceProfile
from infra.services.rights import is_administrator

READ_AS = ("kind", "columns", "header_row", "sheet", "srid", "swap_axes", "encoding", "road")
"""What of a wish says how a file is read."""


def remember(name: str, fingerprint: str, wish: Mapping[str, Any], *, by: Any) -> SourceProfile:
    """Keep how a file was read under a name; a profile of that name is brought up to date."""
    reading = {key: wish[key] for key in READ_AS if wish.get(key)}
    profile, _ = SourceProfile.objects.update_or_create(
        name=name.strip(),
        defaults={"fingerprint": fingerprint, "reading": reading, "used_at": timezone.now()},
        create_defaults={"fingerprint": fingerprint, "reading": reading, "made_by": by},
    )
    return profile


def profile_of(profile_id: int) -> SourceProfile:
    """Raises NotFound."""
    found: SourceProfile | None = SourceProfile.objects.select_related("made_by").filter(pk=profile_id).first()
    if found is None:
        raise NotFound("profile_id", kind="source profile", id=profile_id)
    return found


def rename(profile: SourceProfile, name: str, *, by: Any) -> SourceProfile:
    """Raises Forbidden (of whoever neither made it nor is an administrator), RuleBroken `profile-name-taken`."""
    _require_owner(profile, by, "change")
    profile.name = name.strip()
    try:
        with transaction.atomic():
            profile.save(update_fields=["name"])
    except IntegrityError as taken:
        raise RuleBroken("name", rule="profile-name-taken", value=profile.name) from taken
    return profile


def forget(profile: SourceProfile, *, by: Any) -> None:
    """Raises Forbidden."""
    _require_owner(profile, by, "delete")
    profile.delete()


def _require_owner(profile: SourceProfile, by: Any, action: str) -> None:
    if profile.made_by_id != by.pk and not is_administrator(by):
        raise Forbidden(
            "name", action=action, kind="source_profile", needs=["administrator"], managing_unit=None, commune=None
        )
