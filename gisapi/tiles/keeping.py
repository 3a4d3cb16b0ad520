"""Tiles kept in memory: a bounded number of bytes in each worker process, the longest unused going first.

A kept body answers when its token still holds, which costs one look-up, or when the address names the version it was drawn
at: then nothing is asked of the database (docs/decisions/0009).
"""

import gzip
from collections import OrderedDict
from dataclasses import dataclass
from functools import cache
from threading import Lock

from django.conf import settings

Key = tuple[object, ...]
GZIP_FROM = 1024
"""Bodies shorter than this (bytes) are not worth compressing."""
ENTRY_BYTES = 700
"""What an entry costs beside its body: key, tags, the table's own."""
LARGEST_SHARE = 8
"""A body larger than this part of the room is not kept: it would drive out many that are asked for more."""


@dataclass(frozen=True, slots=True)
class Kept:
    """One drawn tile. `token`, `version`: of the statement that drew it; `body`: gzipped if `squeezed`."""

    token: str
    version: str
    body: bytes
    squeezed: bool = False

    def sent(self, *, accepts_gzip: bool) -> "Kept":
        """The same in the form a client takes."""
        if accepts_gzip and not self.squeezed and len(self.body) > GZIP_FROM:
            return Kept(self.token, self.version, gzip.compress(self.body, compresslevel=1), squeezed=True)
        if self.squeezed and not accepts_gzip:
            return Kept(self.token, self.version, gzip.decompress(self.body))
        return self


class Room:
    """Tiles by key, at most `limit` bytes of them. Threads may share it."""

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._held: OrderedDict[Key, Kept] = OrderedDict()
        self._bytes = 0
        self._lock = Lock()

    @property
    def size(self) -> int:
        """Bytes held."""
        return self._bytes

    def get(self, key: Key) -> Kept | None:
        """What is held under a key; it counts as used now."""
        with self._lock:
            if key in self._held:
                self._held.move_to_end(key)
            return self._held.get(key)

    def put(self, key: Key, tile: Kept) -> None:
        """Hold a tile, in place of an earlier one of its key."""
        if len(tile.body) * LARGEST_SHARE > self._limit:
            return
        with self._lock:
            if (before := self._held.pop(key, None)) is not None:
                self._bytes -= len(before.body) + ENTRY_BYTES
            self._held[key] = tile
            self._bytes += len(tile.body) + ENTRY_BYTES
            while self._bytes > self._limit:
                _, oldest = self._held.popitem(last=False)
                self._bytes -= len(oldest.body) + ENTRY_BYTES

    def clear(self) -> None:
        """Hold nothing."""
        with self._lock:
            self._held.clear()
            self._bytes = 0


@cache
def room() -> Room:
    """The room of this process; its size is the setting TILE_CACHE_MB."""
    return Room(settings.TILE_CACHE_MB * 2**20)
