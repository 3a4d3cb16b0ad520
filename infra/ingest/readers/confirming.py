"""Text whose encoding nobody declares: the evidence is shown and a person confirms; nothing is guessed in silence."""

from collections.abc import Sequence
from dataclasses import replace

from infra.ingest.encodings import ENCODINGS, Proposal, decoded, likely, proposals
from infra.ingest.legacy_text import looks_legacy
from infra.ingest.readers.tables import Outline, RawRow
from infra.ingest.refusal import FileRefused

_SHOWN = 4


def text_of(raw: bytes, encoding: str | None, file: str) -> str:
    """The bytes as text: in the encoding confirmed, else UTF-8 or UTF-16 as they show themselves. Raises FileRefused with the evidence."""
    if encoding is not None:
        return confirmed(raw, encoding, file)
    try:
        return decoded(raw, "utf-16" if raw.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8")
    except UnicodeDecodeError as problem:
        row = raw[: problem.start].count(b"\n") + 1
        raise to_confirm(proposals(raw), file, row) from problem


def confirmed(raw: bytes, encoding: str, file: str) -> str:
    """The bytes in the encoding a person named. Raises FileRefused when they cannot be."""
    if encoding not in ENCODINGS:
        raise FileRefused("encoding-unknown", file=file, field="--encoding", value=encoding, known=", ".join(ENCODINGS))
    try:
        return decoded(raw, encoding)
    except UnicodeError as problem:
        raise FileRefused(
            "encoding-differs", file=file, field="--encoding", value=encoding, detail=str(problem)[:120]
        ) from problem


def to_confirm(
    found: tuple[Proposal, ...], file: str, row: int | None, field: str | None = None, as_it_stands: Sequence[str] = ()
) -> FileRefused:
    """What to ask the person: the encodings the bytes could be in, with confidence and samples, the likeliest first.

    `as_it_stands`: samples of text that is declared to be Unicode and looks strange: that it is right may be the answer, too.
    """
    best = likely(found)
    told = "; ".join(f"{one.encoding} {one.confidence:.0%}: “{one.sample[0]}”" for one in found[:_SHOWN] if one.sample)
    evidence = [{"encoding": one.encoding, "confidence": one.confidence, "sample": list(one.sample)} for one in found]
    if as_it_stands:
        evidence.append({"encoding": "utf-8", "confidence": 0.0, "sample": list(as_it_stands)})
    if best is None:
        return FileRefused(
            "encoding-not-clear", file=file, row=row, field=field, told=told or "không có", evidence=evidence
        )
    sample = best.sample[0] if best.sample else ""
    return FileRefused(
        "encoding-to-confirm",
        file=file,
        row=row,
        field=field,
        value=sample,
        encoding=best.encoding,
        told=told,
        evidence=evidence,
    )


def written(rows: Sequence[RawRow], outline: Outline, undeclared: bool) -> tuple[RawRow, ...]:
    """The rows of a layer with their text as it is written: as confirmed, as declared, or in UTF-8 when that is what the bytes are.

    `undeclared`: nobody says what the bytes mean; each is one character yet. Raises FileRefused with the evidence.
    """
    strange = [
        (row.number, name, value)
        for row in rows
        for name, value in row.values.items()
        if isinstance(value, str) and not value.isascii() and (undeclared or looks_legacy(value))
    ]
    encoding = outline.encoding
    if (not strange and encoding is None) or (encoding == "utf-8" and not undeclared):
        return tuple(rows)  # a person has said that what looks strange is written so: names of other languages
    raw = b"\n".join(_bytes_of(value) for _, _, value in strange)
    if encoding is None and undeclared and _is_utf8(raw):
        encoding = "utf-8"
    if encoding is None:
        number, name, _ = strange[0]
        as_it_stands = () if undeclared else tuple(value for _, _, value in strange[:3])
        raise to_confirm(proposals(raw), outline.file, number, name, as_it_stands)
    return tuple(
        replace(row, values={name: _read(value, encoding, outline.file) for name, value in row.values.items()})
        for row in rows
    )


def _read(value: object, encoding: str, file: str) -> object:
    return confirmed(_bytes_of(value), encoding, file) if isinstance(value, str) and not value.isascii() else value


def _bytes_of(text: str) -> bytes:
    """The bytes a reader took for Latin-1 or Windows-1252; a letter of neither stands for itself."""
    return b"".join(_byte(letter) for letter in text)


def _byte(letter: str) -> bytes:
    for encoding in ("latin-1", "cp1252"):
        try:
            return letter.encode(encoding)
        except UnicodeEncodeError:
            continue
    return letter.encode()


def _is_utf8(raw: bytes) -> bool:
    try:
        raw.decode()
    except UnicodeDecodeError:
        return False
    return True
