"""Search by words: roads, administrative units of now and before, towns, bridges, culverts, waterways."""

import re
import unicodedata
from functools import cache
from typing import Any

from gisapi.queries.patterns import escaped
from gisapi.queries.statements import run, statement

_KINDS = {"cau", "cong"}
"""Words that say the kind of thing: in every other name, so they find nothing by themselves."""
_STRUCTURES = (
    {"table": "bridge", "word": "cau", "other": "cong"},
    {"table": "culvert", "word": "cong", "other": "cau"},
)


def found_by_words(text: str, limit: int, *, signed_in: bool) -> tuple[list[dict[str, Any]], bool]:
    """Results that have every word of the text, best first, and whether there are more. Accents, case and punctuation of
    codes do not matter.
    """
    words = text.split()
    named = len(re.sub(r"[\W_]", "", text)) > 2 and not all(_bare(word) in _KINDS for word in words)
    asked = {
        "patterns": [f"%{escaped(word)}%" for word in words],
        "words": words,
        "exact": escaped(text) if named else None,
        "key": _key(words),
    }
    rows = run(_text(), {**asked, "text": text, "limit": limit, "signed_in": signed_in})
    more = bool(rows) and rows[0]["more"]
    return [{name: value for name, value in row.items() if name != "more"} for row in rows], more


@cache
def _text() -> str:
    """The statement, what finds a structure put into it for each kind."""
    part = statement("search_structures")
    return statement("search").replace("/* search_structures */", "".join(part.format(**kind) for kind in _STRUCTURES))


def _key(words: list[str]) -> str | None:
    """The most telling word as a regular expression of letters and digits only: anywhere in a name, or at the start of a
    word when it is too short for a trigram. None where there is no such word ("%", "(").
    """
    plain = [word for word in words if re.fullmatch(r"[^\W_]+", word)]
    telling = [word for word in plain if _bare(word) not in _KINDS] or plain
    if not telling:
        return None
    longest = max(telling, key=lambda word: (word.isalpha(), len(word)))
    return longest if len(longest) > 2 else rf"\m{longest}"


def _bare(word: str) -> str:
    """Letters without accents, in lower case."""
    split = unicodedata.normalize("NFD", word.lower().replace("đ", "d"))
    return "".join(letter for letter in split if not unicodedata.combining(letter))
