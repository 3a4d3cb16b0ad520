"""MapServer: two FastCGI processes on one socket behind nginx, as its documentation recommends."""

import socket
import subprocess
from pathlib import Path
from urllib.parse import quote

from bench import cluster
from bench.lists import Box, Tile
from bench.plan import KEPT, ROOT, WORKERS
from bench.subjects import Peer

HERE = ROOT / "bench" / "peers"
PROGRAM = Path("/usr/lib/cgi-bin/mapserv")
FILTERS = {"": "true", "_poor": "condition in ('XAU', 'RAT_XAU')"}
"""Suffix of a layer's name → what is let through. MapServer filters by layer."""


class Mapserver(Peer):
    """Layers on the peers' table, connections kept."""

    name = "mapserver"

    def __init__(self) -> None:
        told = subprocess.run([PROGRAM, "-v"], check=True, stdout=subprocess.PIPE, text=True).stdout
        self.title = " ".join(told.split()[0:3:2])

    def install(self) -> None:
        home = KEPT / "mapserver"
        home.mkdir(exist_ok=True)
        places = {"HOME": str(home), "SOCKET": cluster.socket_folder(), "PORT": str(self.port)}
        layer = (HERE / "mapserver_layer.map").read_text()
        layers = [layer.replace("@SUFFIX@", s).replace("@FILTER@", f) for s, f in FILTERS.items()]
        places["LAYERS"] = "\n".join(layers)
        for name in ("mapserver.map", "mapserver.conf", "mapserver_nginx.conf"):
            text = (HERE / name).read_text()
            for place in ("LAYERS", "HOME", "SOCKET", "PORT"):
                text = text.replace(f"@{place}@", places[place])
            (home / name).write_text(text)

    def command(self) -> list[str]:
        return [
            "/usr/sbin/nginx",
            "-p",
            str(KEPT / "mapserver"),
            "-c",
            str(KEPT / "mapserver" / "mapserver_nginx.conf"),
        ]

    def start(self) -> None:
        self.install()
        place = KEPT / "mapserver" / "mapserv.sock"
        place.unlink(missing_ok=True)
        with socket.socket(socket.AF_UNIX) as listening:
            listening.bind(str(place))
            place.chmod(0o666)
            listening.listen(512)
            environment = {"MAPSERVER_CONFIG_FILE": str(KEPT / "mapserver" / "mapserver.conf")}
            self.workers = [
                subprocess.Popen([PROGRAM], stdin=listening.fileno(), env=environment) for _ in range(WORKERS)
            ]
        super().start()

    def stop(self) -> None:
        super().stop()
        for worker in getattr(self, "workers", ()):
            worker.kill()
            worker.wait()

    def tile(self, tile: Tile) -> str:
        z, x, y = tile
        return f"/mapserv?map=BENCH&mode=tile&tilemode=gmap&tile={x}+{y}+{z}&layers=road_section&map.imagetype=mvt"

    def items(self, box: Box, limit: int, conditions: tuple[str, ...] = ()) -> str:
        layer = "road_section" + ("_poor" if conditions else "")
        bbox = quote(",".join(box), safe=",")
        return f"/mapserv/BENCH/ogcapi/collections/{layer}/items?bbox={bbox}&limit={limit}&f=json"
