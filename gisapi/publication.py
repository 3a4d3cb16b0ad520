"""What an anonymous visitor may read: the properties whose row in `queries/sources/*.csv` says `public`.

Rows that are not published are not found at all. Kept inside: `note` (working remarks), `source_srid` and `is_published` (book-keeping).
"""

from gisapi.collections import COLLECTIONS
from gisapi.fields import fields_of

PUBLIC: dict[str, frozenset[str]] = {
    name: frozenset(field.name for field in fields_of(name).values() if field.public) for name in COLLECTIONS
}
INTERNAL = frozenset({
    "note", "source_srid", "is_published", "organisation", "findings", "above_load_reason", "cost_vnd", "contractor", "decision_number",
})  # fmt: skip
"""Named only so that a test can tell "kept inside" from "forgotten"."""
