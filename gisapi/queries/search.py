"""Search by words: roads, communes, towns, bridges, culverts."""

from typing import Any

from gisapi.queries.patterns import escaped
from gisapi.queries.statements import all_rows


def found_by_words(text: str, limit: int, *, signed_in: bool) -> list[dict[str, Any]]:
    """Results that have every word of the text, best first. Accents, case and punctuation of codes do not matter."""
    patterns = [f"%{escaped(word)}%" for word in text.split()]
    return all_rows("search", {"patterns": patterns, "text": text, "limit": limit, "signed_in": signed_in})
