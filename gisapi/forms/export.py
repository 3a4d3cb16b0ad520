"""What an export is asked for, before any form of it."""

from collections.abc import Sequence
from dataclasses import dataclass

from gisapi.collections import Collection
from gisapi.fields import Field, readable
from gisapi.params.items import ItemsQuery
from gisapi.queries.conditions import Conditions
from gisapi.queries.tables import Column, columns, table
from gisapi.queries.unloading import Deadline, Statement


@dataclass(frozen=True, slots=True)
class Export:
    """A selection of a collection. `fields`: those asked for that this visitor may read; `address`: of the request, for the file to name its source."""

    collection: Collection
    query: ItemsQuery
    selected: Conditions
    fields: Sequence[Field]
    address: str
    deadline: Deadline
    signed_in: bool

    @property
    def columns(self) -> list[Column]:
        """Its columns without the geometry."""
        return columns(self.fields, labelled=self.query.labels)

    @property
    def readable(self) -> list[Field]:
        """Every field this visitor may read, asked for or not."""
        return list(readable(self.collection.name, signed_in=self.signed_in).values())

    def table(self, made: Sequence[Column], fields: Sequence[Field] | None = None) -> Statement:
        """The statement that gives these columns, which read `fields` (None: those asked for)."""
        return table(self.collection, self.selected, self.fields if fields is None else fields, made, self.query)
