"""How long the product lets one wait: low zooms that nobody asked for before, and a cheap tile in a queue of dense ones."""

from bench import loads
from bench.figures import Line, Required
from bench.lists import Lists, Tile
from bench.ours import Ours
from bench.plan import Plan
from bench.tiles import key

LOW_LAYERS = "roads,sections"


def measure(plan: Plan, lists: Lists) -> list[Line]:
    """p95 in milliseconds, the tile cache off: z5-9 of a server just started, and the z16 tiles of the mixed list."""
    low = Line("p95 of z5-9 from cold", "ms", (Required(most=50),))
    cheap = Line("p95 of z16 among all zooms", "ms", (Required(most=15),))
    for _ in range(plan.repetitions):
        server = Ours(cached=False)
        server.start()
        try:
            loads.over_http(server.port, _requests(server, lists.group("street"), "bridges"))  # connections are open
            load = loads.over_http(server.port, _requests(server, lists.group("low"), LOW_LAYERS))
            low.add("ours", load.milliseconds(0.95))
            load = loads.over_http(server.port, _requests(server, lists.tiles, "sections"), times=2)
            cheap.add("ours", load.milliseconds(0.95, lambda tile: tile.startswith("16/")))
        finally:
            server.stop()
    return [low, cheap]


def _requests(server: Ours, tiles: tuple[Tile, ...], layers: str) -> list[loads.Request]:
    return [(key(tile), server.own_tile(tile, layers)) for tile in tiles]
