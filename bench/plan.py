"""What is measured, how often and where it is kept: sizes, places, ports and the environment's say in them.

QUICK=1        three repetitions and short loads instead of the full run
ONLY=a,b       these measures alone: tiles, cold, items, repeated, memory, network, browser, imports, lines, form
PEERS=a,b      these peers alone: tipg, mapserver, stock, pygeoapi
SECTIONS=n     another size than 1,000,000 (BRIDGES likewise; another size makes the data anew)
"""

import os
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
MACHINE = ROOT / "config" / "machine"
KEPT = ROOT / ".local" / "bench"
"""Everything a bench makes: its cluster, its lists, the peers' environments, logs and figures."""

CONNECTIONS = 4
WORKERS = 2
SHARED_BUFFERS = "2GB"
"""Of the bench's own cluster, alike for everyone: all tables in memory, so that nobody waits for the disk."""

PORTS = {"ours": 8311, "tipg": 8312, "pygeoapi": 8313, "mapserver": 8314, "stock": 8315, "nginx": 8316}
COLUMNS = (
    "id", "road", "road_class", "condition", "pavement", "carriageway_width_m", "from_m", "to_m", "condition_on",
)  # fmt: skip
"""What everyone puts into a tile and into a feature, when the same columns are asked of everyone."""

MEASURES = ("tiles", "items", "cold", "repeated", "memory", "network", "browser", "imports", "lines", "form")
PEERS = ("tipg", "mapserver", "stock", "pygeoapi")


def _chosen(name: str, known: tuple[str, ...]) -> tuple[str, ...]:
    """The words of an environment variable; all of `known` when it is not set. Stops at a word nobody knows."""
    asked = tuple(word for word in os.environ.get(name, "").split(",") if word)
    if unknown := [word for word in asked if word not in known]:
        raise SystemExit(f"{name}: {', '.join(unknown)} is none of {', '.join(known)}")
    return asked or known


@dataclass(frozen=True, slots=True)
class Plan:
    """One run. `repetitions` is of every line of the table; `memory_s` the length of the mixed load in seconds."""

    quick: bool
    repetitions: int
    memory_s: int
    measures: tuple[str, ...]
    peers: tuple[str, ...]
    sections: int
    bridges: int


def from_environment() -> Plan:
    """The run that the environment asks for."""
    quick = os.environ.get("QUICK", "0") not in ("", "0")
    return Plan(
        quick=quick,
        repetitions=3 if quick else 7,
        memory_s=int(os.environ.get("MEMORY_S", "60" if quick else "600")),
        measures=_chosen("ONLY", MEASURES),
        peers=_chosen("PEERS", PEERS),
        sections=int(os.environ.get("SECTIONS", "1000000")),
        bridges=int(os.environ.get("BRIDGES", "600000")),
    )
