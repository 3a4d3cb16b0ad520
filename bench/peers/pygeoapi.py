"""pygeoapi: OGC API by Flask and SQLAlchemy, gunicorn's two workers."""

import json
import subprocess

from bench import cluster
from bench.lists import Box, Tile
from bench.plan import COLUMNS, KEPT
from bench.subjects import Peer, gunicorn, python_environment

PACKAGES = (
    "pygeoapi==0.21.0",
    "gunicorn==27.0.1",
    "psycopg2-binary==2.9.13",
    "SQLAlchemy==2.1.9",
    "GeoAlchemy2==0.20.0",
    "pyproj==3.7.2",
)
CRS84 = "http://www.opengis.net/def/crs/OGC/1.3/CRS84"
WORDS = {"title": "bench", "description": "bench", "keywords": ["bench"]}


class Pygeoapi(Peer):
    """One collection on the peers' table; nothing but errors is logged."""

    name = "pygeoapi"
    title = "pygeoapi 0.21.0"
    slow_tiles = True

    def install(self) -> None:
        self.home = python_environment("pygeoapi", PACKAGES)
        config = KEPT / "pygeoapi.yml"
        config.write_text(json.dumps(self._configuration()))  # JSON is YAML
        made = subprocess.run(
            [self.home / "bin/pygeoapi", "openapi", "generate", str(config)],
            check=True,
            stdout=subprocess.PIPE,
            text=True,
        )
        (KEPT / "pygeoapi-openapi.yml").write_text(made.stdout)

    def command(self) -> list[str]:
        return gunicorn(self.home, self.port, "pygeoapi.flask_app:APP")

    def environment(self) -> dict[str, str]:
        return {
            "PYGEOAPI_CONFIG": str(KEPT / "pygeoapi.yml"),
            "PYGEOAPI_OPENAPI": str(KEPT / "pygeoapi-openapi.yml"),
        }

    def tile(self, tile: Tile) -> str:
        z, x, y = tile
        return f"/collections/road_section/tiles/WebMercatorQuad/{z}/{y}/{x}?f=mvt"

    def items(self, box: Box, limit: int, conditions: tuple[str, ...] = ()) -> str | None:
        return None if conditions else f"/collections/road_section/items?bbox={','.join(box)}&limit={limit}&f=json"

    def _configuration(self) -> dict[str, object]:
        address = f"http://127.0.0.1:{self.port}"
        table = {
            "data": {
                "host": cluster.socket_folder(), "port": 5432, "dbname": "cauduong", "user": "bench", "password": "none",
                "search_path": ["peer", "public"],
            },
            "id_field": "id", "table": "road_section", "geom_field": "geom",
        }  # fmt: skip
        features = {"type": "feature", "name": "PostgreSQL", "storage_crs": CRS84, "properties": list(COLUMNS)}
        tiles = {
            "type": "tile", "name": "MVT-postgresql", "storage_crs": "http://www.opengis.net/def/crs/EPSG/0/4326",
            "options": {"zoom": {"min": 0, "max": 22}},
            "format": {"name": "pbf", "mimetype": "application/vnd.mapbox-vector-tile"},
        }  # fmt: skip
        extent = {"spatial": {"bbox": [102.1, 8.4, 109.5, 23.4], "crs": CRS84}}
        section = {**WORDS, "type": "collection", "extents": extent, "providers": [table | features, table | tiles]}
        person = {"name": "bench", "url": address}
        return {
            "server": {
                "bind": {"host": "127.0.0.1", "port": self.port}, "url": address, "encoding": "utf-8", "gzip": False,
                "mimetype": "application/json; charset=UTF-8", "languages": ["en-US"], "pretty_print": False,
                "limits": {"default_items": 10, "max_items": 10_000}, "map": {"url": address, "attribution": "bench"},
            },
            "logging": {"level": "ERROR"},
            "metadata": {
                "identification": {**WORDS, "keywords_type": "theme", "terms_of_service": address, "url": address},
                "license": person, "provider": person, "contact": person,
            },
            "resources": {"road_section": section},
        }  # fmt: skip
