"""tipg: OGC API Features and Tiles by FastAPI and asyncpg."""

from urllib.parse import quote, urlencode

from bench import cluster
from bench.lists import Box, Tile
from bench.plan import WORKERS
from bench.subjects import Peer, python_environment


class Tipg(Peer):
    """tipg under uvicorn. Tiles without its feature cap; its catalogue, which runs ST_Extent, is read at the start only."""

    name = "tipg"
    title = "tipg 1.6.1"

    def install(self) -> None:
        self.home = python_environment("tipg", ("tipg==1.6.1", "uvicorn==0.54.0"))

    def command(self) -> list[str]:
        options = ["--port", str(self.port), "--workers", str(WORKERS), "--no-access-log"]
        return [str(self.home / "bin/uvicorn"), "tipg.main:app", *options]

    def environment(self) -> dict[str, str]:
        return {
            "DATABASE_URL": f"postgresql://bench@{quote(cluster.socket_folder(), safe='')}:5432/cauduong",
            "TIPG_DB_SCHEMAS": '["peer"]',
            "TIPG_MAX_FEATURES_PER_TILE": "100000000",
            "TIPG_CATALOG_TTL": "100000000",
        }

    def tile(self, tile: Tile, classes: list[str] | None) -> str:
        z, x, y = tile
        path = f"/collections/peer.road_section/tiles/WebMercatorQuad/{z}/{x}/{y}"
        return path if classes is None else f"{path}?{urlencode({'filter': class_filter(classes)})}"

    def items(self, box: Box, limit: int, conditions: tuple[str, ...] = ()) -> str:
        asked = {"bbox": ",".join(box), "limit": str(limit), "f": "geojson"}
        if conditions:
            asked["filter"] = f"condition IN ({_words(conditions)})"
        return f"/collections/peer.road_section/items?{urlencode(asked, safe=',')}"


def class_filter(classes: list[str]) -> str:
    """CQL2 text that lets only these road classes through."""
    return f"road_class IN ({_words(tuple(classes))})"


def _words(words: tuple[str, ...]) -> str:
    return ",".join(f"'{word}'" for word in words)
