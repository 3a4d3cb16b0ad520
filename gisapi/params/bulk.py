"""`select` of a bulk change: the same parameters that select items, in a body."""

from gisapi.collections import Collection
from gisapi.errors import BadParameter
from gisapi.faults import refused_at
from gisapi.params.given import Given
from gisapi.params.selecting import Selection, names_of, selection

NOT_OF_THE_PAST = "datetime"


def selected(select: dict[str, str], collection: Collection) -> Selection:
    """The selection a body asks for. Raises FieldRefused at its path."""
    try:
        return selection(Given.of(select, names_of(collection) - {NOT_OF_THE_PAST}), collection)
    except BadParameter as wrong:
        told = (
            wrong.facts.get("expected")
            or wrong.facts.get("reason")
            or f"known: {', '.join(map(str, wrong.facts.get('known', ())))}"
        )
        raise refused_at({f"select/{wrong.field}": str(told)}) from wrong
