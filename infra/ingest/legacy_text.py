"""Text in an old Vietnamese font encoding, detected and never guessed at. Pure.

TCVN3 (ABC) puts its letters on the Latin-1 codes, so a reader that believes Latin-1 shows
`Quèc lé` for "Quốc lộ". Two signs: symbols inside a word (`CÇu`, `§­êng`), and a syllable that no
Vietnamese word has: closed by c, ch, p or t with a tone other than sắc or nặng.
"""

import re
import unicodedata
from functools import lru_cache

_SYMBOLS = "Çµ¸¶·¹¨»¾¼½Æ©Ë®ÎÏªÖ×ØÞßåæîø÷ûþ§«¬\u00ad"
"""Latin-1 characters TCVN3 uses for letters and Vietnamese in Unicode never has inside a word."""
_SYMBOL_IN_WORD = re.compile(rf"[^\W\d_][{_SYMBOLS}]|[{_SYMBOLS}][^\W\d_]")
_CLOSED = re.compile(r"([^\W\d_]+?)(?:ch|c|p|t)$", re.IGNORECASE)
_WRONG_TONES = {"\u0300", "\u0309", "\u0303"}
"""Grave, hook above and tilde: huyền, hỏi, ngã."""


def looks_legacy(text: str) -> bool:
    """True when the text cannot be Vietnamese in Unicode. Plain ASCII and proper Unicode are never flagged."""
    if text.isascii():
        return False
    return bool(_SYMBOL_IN_WORD.search(text)) or any(_impossible(word) for word in re.findall(r"[^\W\d_]+", text))


@lru_cache(maxsize=8192)
def _impossible(word: str) -> bool:
    closed = _CLOSED.match(unicodedata.normalize("NFC", word))
    return bool(closed) and any(mark in _WRONG_TONES for mark in unicodedata.normalize("NFD", word))
