"""Tiles in memory: bounded in bytes, the longest unused going first, in the form each client takes."""

import gzip

from gisapi.tiles.keeping import ENTRY_BYTES, Kept, Room

BODY = bytes(range(256)) * 8


def test_the_longest_unused_goes_first_and_bytes_are_bounded() -> None:
    held = Room(limit=20 * (len(BODY) + ENTRY_BYTES))
    for n in range(20):
        held.put((n,), Kept("t", "", BODY))
    assert held.get((0,)) is not None
    held.put((20,), Kept("t", "", BODY))
    assert held.get((1,)) is None
    assert held.get((0,)) is not None
    assert held.size == 20 * (len(BODY) + ENTRY_BYTES)


def test_a_tile_in_place_of_an_earlier_one_is_counted_once() -> None:
    held = Room(limit=10**6)
    for token in "abc":
        held.put(("k",), Kept(token, "", BODY))
    assert (held.size, held.get(("k",))) == (len(BODY) + ENTRY_BYTES, Kept("c", "", BODY))


def test_what_would_fill_the_room_alone_is_not_held_and_no_room_holds_nothing() -> None:
    for limit in (0, len(BODY) * 7):
        held = Room(limit)
        held.put(("k",), Kept("t", "", BODY))
        assert (held.get(("k",)), held.size) == (None, 0)


def test_each_client_gets_its_form() -> None:
    plain = Kept("t", "v", BODY)
    squeezed = plain.sent(accepts_gzip=True)
    assert squeezed.squeezed
    assert gzip.decompress(squeezed.body) == BODY
    assert squeezed.sent(accepts_gzip=False) == plain
    assert not Kept("t", "v", b"short").sent(accepts_gzip=True).squeezed
