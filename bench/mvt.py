"""How much is in a vector tile: features and attribute names of its layers, read off the protobuf without decoding geometry. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass

LAYERS, FEATURES, KEYS = 3, 2, 3
"""Field numbers of the vector tile specification 2.1: tile.layers, layer.features, layer.keys."""


@dataclass(frozen=True, slots=True)
class Contents:
    """Features of all layers, and the names of their attributes."""

    features: int
    keys: frozenset[str]


def contents(tile: bytes) -> Contents:
    """What an uncompressed tile holds; b"" holds nothing. Raises ValueError when it is no protobuf."""
    features, keys = 0, set()
    for number, layer in _fields(tile):
        if number != LAYERS:
            continue
        for inner, value in _fields(layer):
            features += inner == FEATURES
            if inner == KEYS:
                keys.add(value.decode())
    return Contents(features, frozenset(keys))


def _fields(message: bytes) -> Iterator[tuple[int, bytes]]:
    """(field number, bytes) of the length-delimited fields of a message; numbers are passed over."""
    at = 0
    while at < len(message):
        tag, at = _number(message, at)
        kind = tag & 7
        if kind == 0:
            _, at = _number(message, at)
        elif kind in (1, 5):
            at += 8 if kind == 1 else 4
        elif kind == 2:
            length, at = _number(message, at)
            if at + length > len(message):
                raise ValueError("a field is longer than its message")
            yield tag >> 3, message[at : at + length]
            at += length
        else:
            raise ValueError(f"wire type {kind}")


def _number(message: bytes, at: int) -> tuple[int, int]:
    """A varint and where it ends."""
    value = shift = 0
    while True:
        if at >= len(message):
            raise ValueError("a number without an end")
        byte = message[at]
        at += 1
        value |= (byte & 0x7F) << shift
        shift += 7
        if byte < 0x80:
            return value, at
