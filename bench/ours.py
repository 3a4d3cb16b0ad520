"""The product itself, started as `make run` starts it, on the bench's database."""

import subprocess
from urllib.parse import urlencode

from bench import cluster
from bench.lists import Box, Tile
from bench.plan import COLUMNS, KEPT, MACHINE
from bench.subjects import Subject


class Ours(Subject):
    """The product. `cached` switches its tile cache; `own`: its tiles as the map asks for them, with few attributes.
    `url`: of another database than the bench's."""

    name = "ours"
    title = "CầuĐường"

    def __init__(self, *, cached: bool = False, url: str = "") -> None:
        self.settings = {} if cached else {"TILE_CACHE_MB": "0"}
        self.url = url

    def start(self) -> None:
        self._server("stop")
        self._server("start")

    def stop(self) -> None:
        self._server("stop")

    def _server(self, act: str) -> None:
        environment = cluster.environment(
            DATABASE_URL=self.url or cluster.url(), PORT=str(self.port), DEBUG="0", **self.settings
        )
        subprocess.run([MACHINE / "server.sh", act], env=environment, check=True, stdout=subprocess.DEVNULL)

    def pid(self) -> int:
        """The server's first process; its workers are children."""
        return int((KEPT / "server.pid").read_text())

    def tile(self, tile: Tile) -> str:
        return f"{self.own_tile(tile)}?{urlencode({'properties': ','.join(COLUMNS)}, safe=',')}"

    def own_tile(self, tile: Tile, layers: str = "sections") -> str:
        """The path of a tile as the map asks for it."""
        z, x, y = tile
        return f"/tiles/{layers}/{z}/{x}/{y}.mvt"

    def items(self, box: Box, limit: int, conditions: tuple[str, ...] = ()) -> str:
        asked = {"bbox": ",".join(box), "limit": str(limit), "properties": ",".join(("public_id", *COLUMNS[1:]))}
        if conditions:
            asked["condition"] = ",".join(conditions)
        return f"/api/collections/sections/items?{urlencode(asked, safe=',')}"
