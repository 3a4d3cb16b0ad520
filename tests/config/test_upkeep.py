"""What is done from time to time: the same commands by systemd and in the container, each one there is, each told to whoever operates."""

import re
from pathlib import Path

from django.core.management import get_commands

UNIT, TIMER = (Path(f"config/systemd/cauduong-upkeep.{kind}").read_text("utf-8") for kind in ("service", "timer"))
CONTAINER = Path("config/machine/upkeep.sh").read_text("utf-8")
COMMAND = re.compile(r"manage\.py (\w+)")


def test_systemd_and_the_container_do_the_same() -> None:
    commands = COMMAND.findall(UNIT)
    assert commands == COMMAND.findall(CONTAINER) == ["compact_marks", "forget_expired", "clearsessions"]
    assert set(commands) <= set(get_commands())


def test_they_do_it_as_often() -> None:
    assert "OnUnitActiveSec=5min" in TIMER
    assert "sleep 300" in CONTAINER


def test_it_is_told_to_whoever_operates() -> None:
    page = Path("docs/operating.md").read_text("utf-8")
    assert all(f"manage.py {command}" in page for command in COMMAND.findall(UNIT))
    assert "config/systemd/" in page
