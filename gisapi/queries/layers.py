"""A collection as one statement with nothing left to fill in, for a GIS that reads the database itself: the rows and columns of the API, as whoever is signed in reads them."""

from collections.abc import Sequence

from django.db import connection

from gisapi.collections import Collection
from gisapi.fields import Field
from gisapi.params.selecting import Selection
from gisapi.queries.compose import source
from gisapi.queries.conditions import conditions

KEY, GEOMETRY = "id", "geom"


def layer(collection: Collection, fields: Sequence[Field]) -> str:
    """One row a feature: `id`, the fields, `geom`. In one line without remarks, as it stands in a connection string.

    A plain subquery, so that the box a GIS asks for finds the index of the table and what it does not read is not worked out (docs/decisions/0012).
    """
    selected = conditions(collection, Selection(), signed_in=True)
    columns = ", ".join(f"f.{name}" for name in (KEY, *(field.name for field in fields), GEOMETRY))
    text = f"SELECT {columns} FROM (\n{source(collection)}) AS f\nWHERE {selected.where}"  # noqa: S608 (names of our own)
    lines = (line.strip() for line in text.splitlines())
    with connection.cursor() as cursor:
        asked: bytes = cursor.mogrify(
            " ".join(line for line in lines if not line.startswith("--")), selected.parameters
        )
    return asked.decode()
