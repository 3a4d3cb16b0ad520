"""Old encodings of Vietnamese: every letter by its table, and which one a text is in by evidence."""

import unicodedata

import pytest

from infra.ingest.encodings import decoded, likely, proposals
from infra.ingest.syllables import is_syllable

LINES = {
    "tcvn3": ("Quèc lé 1, ®­êng tØnh, CÇu Hé Phßng", "Quốc lộ 1, đường tỉnh, Cầu Hộ Phòng"),
    "vni": ("Quoác loä 1, ñöôøng tænh, Caàu Hoä Phoøng, ÑÖÔØNG", "Quốc lộ 1, đường tỉnh, Cầu Hộ Phòng, ĐƯỜNG"),
}


@pytest.mark.parametrize("encoding", LINES)
def test_a_line_reads_as_it_was_meant(encoding: str) -> None:
    written, meant = LINES[encoding]
    raw = written.encode("latin-1")
    assert decoded(raw, encoding) == meant
    best = likely(proposals(raw))
    assert best is not None
    assert best.encoding == encoding
    assert best.confidence == 1
    assert best.sample == (meant,)


def test_viscii_and_windows_1258() -> None:
    assert decoded(b"\xd0\xdf\xb6ng t\xefnh", "viscii") == "Đường tỉnh"
    written = unicodedata.normalize("NFD", "Cầu").replace("a\u0302\u0300", "â\u0300").encode("cp1258")
    assert decoded(written, "cp1258") == "Cầu"


def test_what_is_no_vietnamese_is_not_proposed() -> None:
    assert likely(proposals("Café Müller, Straße".encode("latin-1"))) is None
    assert proposals(b"plain ASCII") == ()


@pytest.mark.parametrize(
    "word",
    [
        "Quốc",
        "lộ",
        "ĐƯỜNG",
        "khuỷu",
        "nghiêng",
        "thuỷ",
        "thủy",
        "hoà",
        "hòa",
        "giếng",
        "Gì",
        "quyết",
        "Nguyễn",
        "Xáng",
        "ngoằn",
    ],
)
def test_a_syllable(word: str) -> None:
    assert is_syllable(word)


@pytest.mark.parametrize("word", ["Quèc", "Müller", "CÇu", "tẹrc", "cầch", "đđi", "xtanh", "QuỐc"])
def test_no_syllable(word: str) -> None:
    assert not is_syllable(word)
