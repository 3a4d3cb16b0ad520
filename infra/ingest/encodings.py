"""Old encodings of Vietnamese: decoded by tables, told apart by evidence, never chosen in silence. Pure.

TCVN3 (ABC fonts, TCVN 5712:1993 VN3) has lower-case letters and the bare capitals on one byte each; a font with "H" in its name shows
them as capitals, which the bytes do not say. VNI writes the mark as a letter of its own behind the base. VISCII is RFC 1456.
"""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from infra.ingest.syllables import is_syllable, words

_VOWELS = {
    "a": "àáảãạ", "ă": "ằắẳẵặ", "â": "ầấẩẫậ", "e": "èéẻẽẹ", "ê": "ềếểễệ", "i": "ìíỉĩị",
    "o": "òóỏõọ", "ô": "ồốổỗộ", "ơ": "ờớởỡợ", "u": "ùúủũụ", "ư": "ừứửữự", "y": "ỳýỷỹỵ",
}  # fmt: skip
"""Vowel → with huyền, sắc, hỏi, ngã, nặng."""
_TCVN3 = {
    "a": "µ¸¶·¹", "ă": "»¾¼½Æ", "â": "ÇÊÈÉË", "e": "ÌÐÎÏÑ", "ê": "ÒÕÓÔÖ", "i": "×ÝØÜÞ",
    "o": "ßãáâä", "ô": "åèæçé", "ơ": "êíëìî", "u": "ïóñòô", "ư": "õøö÷ù", "y": "úýûüþ",
}  # fmt: skip
_TCVN3_BARE = dict(zip("¨©®ª«¬\u00ad¡¢£¤¥¦§", "ăâđêôơưĂÂÊÔƠƯĐ", strict=True))
_VNI_MARKS = {"": "øùûõï", "ê": "èéúüë", "â": "àáåãä"}
"""What stands behind a plain vowel, behind the place of a breve, of a circumflex."""
_VISCII_LOW = {0x02: "Ẳ", 0x05: "Ẵ", 0x06: "Ẫ", 0x14: "Ỷ", 0x19: "Ỹ", 0x1E: "Ỵ"}
_VISCII_HIGH = (
    "ẠẮẰẶẤẦẨẬẼẸẾỀỂỄỆỐ"
    "ỒỔỖỘỢỚỜỞỊỎỌỈỦŨỤỲ"
    "Õắằặấầẩậẽẹếềểễệố"
    "ồổỗỠƠộờởịỰỨỪỬơớƯ"
    "ÀÁÂÃẢĂẳẵÈÉÊẺÌÍĨỳ"
    "ĐứÒÓÔạỷừửÙÚỹỵÝỡư"
    "àáâãảăữẫèéêẻìíĩỉ"
    "đựòóôõỏọụùúũủýợỮ"
)


def _tcvn3_table() -> dict[int, str]:
    table = {ord(byte): letter for byte, letter in _TCVN3_BARE.items()}
    for vowel, marked in _TCVN3.items():
        table |= {ord(byte): letter for byte, letter in zip(marked, _VOWELS[vowel], strict=True)}
    return table


def _vni_pairs() -> dict[str, str]:
    pairs = {"ñ": "đ", "Ñ": "Đ", "ô": "ơ", "Ô": "Ơ", "ö": "ư", "Ö": "Ư", "î": "ỵ", "Î": "Ỵ", "æ": "ỉ", "Æ": "Ỉ", "ó": "ĩ", "Ó": "Ĩ", "ò": "ị", "Ò": "Ị"}  # fmt: skip
    for base, hat in (
        ("a", ""),
        ("a", "ê"),
        ("a", "â"),
        ("e", ""),
        ("e", "â"),
        ("o", ""),
        ("o", "â"),
        ("u", ""),
        ("y", ""),
    ):
        whole = unicodedata.normalize("NFC", base + {"": "", "ê": "\u0306", "â": "\u0302"}[hat])
        for mark, letter in zip(_VNI_MARKS[hat], _VOWELS[whole], strict=True):
            pairs[base + mark] = letter
        if hat:
            pairs[base + hat] = whole
    for base, whole in (("ô", "ơ"), ("ö", "ư")):
        for mark, letter in zip(_VNI_MARKS[""], _VOWELS[whole], strict=True):
            pairs[base + mark] = letter
    capitals = {key.upper(): letter.upper() for key, letter in pairs.items() if len(key) == 2}
    titled = {key[0].upper() + key[1]: letter.upper() for key, letter in pairs.items() if len(key) == 2}
    return pairs | titled | capitals


_TCVN3_TABLE = _tcvn3_table()
_VNI = _vni_pairs()
_VNI_UNIT = re.compile("|".join(sorted(map(re.escape, _VNI), key=len, reverse=True)))
_VISCII_TABLE = {**_VISCII_LOW, **{0x80 + place: letter for place, letter in enumerate(_VISCII_HIGH)}}


def _by_table(table: dict[int, str], raw: bytes) -> str:
    return "".join(table.get(byte, chr(byte)) for byte in raw)


ENCODINGS = ("utf-8", "utf-16", "tcvn3", "vni", "viscii", "cp1258", "cp1252")
"""What can be asked for by name."""
_LEGACY = ("tcvn3", "vni", "viscii", "cp1258", "cp1252")
SURE, LEAD = 0.85, 0.1
"""A proposal is made when this share of the words with marks are syllables, and no other encoding comes nearer than the lead."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """An encoding with its evidence: the share of marked words that are Vietnamese syllables, and some of them as they would read."""

    encoding: str
    confidence: float
    sample: tuple[str, ...]


def decoded(raw: bytes, encoding: str) -> str:
    """Text in NFC. Raises UnicodeDecodeError, LookupError."""
    if encoding == "tcvn3":
        text = _by_table(_TCVN3_TABLE, raw)
    elif encoding == "vni":
        text = _VNI_UNIT.sub(lambda found: _VNI[found[0]], raw.decode("latin-1"))
    elif encoding == "viscii":
        text = _by_table(_VISCII_TABLE, raw)
    else:
        text = raw.decode({"utf-8": "utf-8-sig"}.get(encoding, encoding))
    return unicodedata.normalize("NFC", text)


def proposals(raw: bytes) -> tuple[Proposal, ...]:
    """The old encodings these bytes could be in, the likeliest first. Nothing where no byte is beyond ASCII."""
    if raw.isascii():
        return ()
    found = []
    for encoding in _LEGACY:
        try:
            text = decoded(raw, encoding)
        except UnicodeDecodeError:
            continue
        marked = [word for word in words(text) if not word.isascii()]
        if marked:
            good = [word for word in marked if is_syllable(word)]
            found.append(Proposal(encoding, round(len(good) / len(marked), 3), _sample(text, marked)))
    return tuple(sorted(found, key=lambda one: -one.confidence))


def likely(found: tuple[Proposal, ...]) -> Proposal | None:
    """The one that stands out; None where the evidence does not say."""
    if not found or found[0].confidence < SURE:
        return None
    return found[0] if len(found) == 1 or found[0].confidence - found[1].confidence >= LEAD else None


def _sample(text: str, marked: Iterable[str]) -> tuple[str, ...]:
    """A few lines, or parts of them, that hold a marked word."""
    wanted = set(marked)
    lines = (" ".join(line.split())[:80] for line in re.split(r"[\r\n\x00]+", text))
    return tuple(dict.fromkeys(line for line in lines if wanted & set(words(line))))[:3]
