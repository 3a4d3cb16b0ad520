"""The sources we can read, one a file. To add one: write its mapping, list it here, add its row to docs/import.md."""

from infra.ingest.forms.culvert_form import CULVERT_FORM
from infra.ingest.forms.km_post_form import KM_POST_FORM
from infra.ingest.forms.osm import OSM_BRIDGES, OSM_CULVERTS, OSM_ROADS
from infra.ingest.forms.own_columns import OWN_COLUMNS
from infra.ingest.forms.vec_bridges import VEC_BRIDGES
from infra.ingest.mapping import Source

FORMS: tuple[Source, ...] = (CULVERT_FORM, KM_POST_FORM, VEC_BRIDGES, OSM_ROADS, OSM_BRIDGES, OSM_CULVERTS)
"""Recognised by their columns. `OWN_COLUMNS` are read only when --kind asks for them."""

__all__ = ["FORMS", "OWN_COLUMNS"]
