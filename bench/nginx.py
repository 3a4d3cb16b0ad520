"""nginx before the product, as config/nginx/cauduong.conf has it; only ports, host name and the cache's place are others."""

import os
import signal
import subprocess

from bench.plan import KEPT, PORTS, ROOT
from bench.subjects import wait_until_it_answers

SHIPPED = ROOT / "config" / "nginx" / "cauduong.conf"
HOME = KEPT / "nginx"


class Nginx:
    """Started after the product, ended before it. Its cache is empty at the first start of a run and kept between requests."""

    port = PORTS["nginx"]

    def start(self) -> None:
        """Returns when it answers. Raises RuntimeError with the end of its log when it does not."""
        subprocess.run(["rm", "-rf", HOME / "cache"], check=True)
        HOME.mkdir(exist_ok=True)
        (HOME / "cauduong.conf").write_text(placed(SHIPPED.read_text()))
        (HOME / "nginx.conf").write_text((ROOT / "bench" / "nginx.conf").read_text().replace("@HOME@", str(HOME)))
        log = HOME / "nginx.err"
        log.touch()
        command = ["/usr/sbin/nginx", "-p", str(HOME), "-c", str(HOME / "nginx.conf")]
        self.process = subprocess.Popen(command, stderr=subprocess.DEVNULL, start_new_session=True)
        wait_until_it_answers(self.port, self.process, log)

    def stop(self) -> None:
        """Ends it with its workers."""
        os.killpg(self.process.pid, signal.SIGTERM)
        self.process.wait(10)


def placed(shipped: str) -> str:
    """The project's configuration for this machine. Raises ValueError when a name to replace is no longer in it."""
    changes = {
        "/var/cache/nginx/cauduong": str(HOME / "cache"),
        "127.0.0.1:8000": f"127.0.0.1:{PORTS['ours']}",
        "listen 80;": f"listen 127.0.0.1:{Nginx.port};",
        "cauduong.example": "127.0.0.1",
    }
    for name, here in changes.items():
        if name not in shipped:
            raise ValueError(f"{SHIPPED.name} has no {name!r} any more")
        shipped = shipped.replace(name, here)
    return shipped
