"""Schemathesis asks the running server whatever its own description allows, and what it does not: no answer may be a fault of ours,
undescribed, of another media type, or against its schema. Thousands of cases; a failing one prints how to repeat it."""

import re
import subprocess
import sys
from pathlib import Path

from tests.network import Network

CONFIGURATION = Path(__file__).with_name("schemathesis.toml")
FEWEST_CASES = 2_000


def test_the_server_is_as_it_is_described(api: str, served: Network, tmp_path: Path) -> None:
    program = Path(sys.executable).with_name("schemathesis")
    done = subprocess.run(
        [str(program), "--config-file", str(CONFIGURATION), "run", f"{api}/openapi.json", "--url", api],
        capture_output=True, text=True, cwd=tmp_path, timeout=900, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout[-6000:] + done.stderr[-2000:]
    generated = re.search(r"(\d[\d,]*) generated", done.stdout)
    assert generated, done.stdout[-2000:]
    assert int(generated[1].replace(",", "")) >= FEWEST_CASES
