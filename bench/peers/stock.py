"""Stock Django: django-vectortiles for tiles, djangorestframework-gis for lists, gunicorn's two workers."""

from bench import cluster
from bench.lists import Box, Tile
from bench.plan import ROOT
from bench.subjects import Peer, gunicorn, python_environment

PACKAGES = (
    "django-vectortiles==1.0.2",
    "djangorestframework-gis==1.3.0",
    "djangorestframework==3.18.3",
    "Django==5.2.19",
    "django-filter==26.2",
    "psycopg2-binary==2.9.13",
    "gunicorn==27.0.1",
)


class Stock(Peer):
    """`stock_app.py` beside this file; persistent connections, no middleware."""

    name = "stock"
    title = "django-vectortiles 1.0.2 + djangorestframework-gis 1.3.0"

    def install(self) -> None:
        self.home = python_environment("stock", PACKAGES)

    def command(self) -> list[str]:
        return gunicorn(self.home, self.port, "stock_app:application")

    def environment(self) -> dict[str, str]:
        return {"PYTHONPATH": str(ROOT / "bench" / "peers"), "BENCH_SOCKET": cluster.socket_folder()}

    def tile(self, tile: Tile) -> str:
        z, x, y = tile
        return f"/tiles/{z}/{x}/{y}"

    def items(self, box: Box, limit: int, conditions: tuple[str, ...] = ()) -> str | None:
        return None if conditions else f"/sections?in_bbox={','.join(box)}&limit={limit}"
