"""The sources we can read: forms and registers by their definitions (`*.json`), and files in our own columns."""

from infra.ingest.forms.definitions import definitions
from infra.ingest.forms.own_columns import OWN_COLUMNS
from infra.ingest.mapping import Source

FORMS: tuple[Source, ...] = definitions()
"""Recognised by their columns. `OWN_COLUMNS` are read only when --kind asks for them."""

__all__ = ["FORMS", "OWN_COLUMNS"]
