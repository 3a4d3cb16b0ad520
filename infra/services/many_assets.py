"""Many new assets in few statements: what `create_asset` does, for a set of one kind."""

from collections.abc import Sequence
from typing import Any

from django.db import connection

from infra.history import acting_as
from infra.models import ASSETS, Asset
from infra.services.assets import filled
from infra.services.checking import check_values
from infra.services.placing import Ground
from infra.services.proposals import refuse_errors
from infra.services.rights import require_right_to, require_writer
from infra.services.writing import database_promises


def create_assets(kind: str, many: Sequence[dict[str, Any]], *, by: Any, reason: str, ground: Ground) -> list[Asset]:
    """All of them, as the database holds them, or none. Raises what `create_asset` raises of the first that is wrong.

    It does not say which of them is wrong, nor everything that is: whoever needs to know makes them one by one.
    """
    require_writer(by, kind, "create")
    model = ASSETS[kind]
    rows = []
    for facts in many:
        row = model()
        columns = filled(row, kind, facts, ground)
        check_values(row, columns)
        refuse_errors(row, columns)
        rows.append(row)
    with acting_as(by, reason), database_promises():
        made = model._default_manager.bulk_create(rows)
        connection.check_constraints()  # keys are looked up at the commit otherwise, and a dry run never comes to it
        kept = model._default_manager.in_bulk([row.pk for row in made])
        found = [kept[row.pk] for row in made]
        for row in found:
            require_right_to(by, row, "create", version="becomes")
    return found
