"""What a Vietnamese syllable can look like: evidence for the encoding of a text, never a spell checker. Pure.

Onset, nucleus, coda and tone after the orthography of Quốc ngữ; a syllable closed by c, ch, p or t bears sắc or nặng only.
"""

import re
import unicodedata

_TONES = {"\u0300": "huyền", "\u0301": "sắc", "\u0309": "hỏi", "\u0303": "ngã", "\u0323": "nặng"}
_ONSETS = "|".join(("ngh", "ng", "gh", "gi", "kh", "nh", "ph", "qu", "th", "tr", "ch", *"bcdđghklmnpqrstvx"))
_NUCLEI = "|".join(
    sorted(
        [
            "a",
            "ă",
            "â",
            "e",
            "ê",
            "i",
            "o",
            "ô",
            "ơ",
            "u",
            "ư",
            "y",
            "ai",
            "ao",
            "au",
            "ay",
            "âu",
            "ây",
            "eo",
            "êu",
            "ia",
            "iê",
            "iêu",
            "iu",
            "oa",
            "oă",
            "oe",
            "oai",
            "oao",
            "oay",
            "oeo",
            "oi",
            "ôi",
            "ơi",
            "oo",
            "ua",
            "uâ",
            "uây",
            "uê",
            "ui",
            "uô",
            "uôi",
            "uơ",
            "ưa",
            "ưi",
            "ươ",
            "ươi",
            "ươu",
            "ưu",
            "uy",
            "uya",
            "uyê",
            "uyu",
            "yê",
            "yêu",
            "ya",
        ],
        key=len,
        reverse=True,
    )
)
_CODAS = "ch|ng|nh|c|m|n|p|t"
_SHAPE = re.compile(rf"(?:{_ONSETS})?(?:{_NUCLEI})(?P<coda>{_CODAS})?")
_STOPPED = {"c", "ch", "p", "t"}
_WORD = re.compile(r"[^\W\d_]+")


def words(text: str) -> list[str]:
    """Runs of letters."""
    return _WORD.findall(text)


def is_syllable(word: str) -> bool:
    """Whether a word, in any case, could be written in Vietnamese."""
    if not (word.islower() or word.isupper() or word.istitle()):
        return False
    plain, tones = [], []
    for letter in unicodedata.normalize("NFD", word.lower()):
        (tones if letter in _TONES else plain).append(letter)
    shape = _SHAPE.fullmatch(unicodedata.normalize("NFC", "".join(plain)))
    if shape is None or len(tones) > 1:
        return False
    return shape["coda"] not in _STOPPED or not tones or _TONES[tones[0]] in ("sắc", "nặng")
