"""The rows of a portion, written together."""

from collections.abc import Callable
from pathlib import Path

from infra.models import Bridge
from tests import network
from tests.infra.ingest.conftest import Run
from tests.infra.ingest.forms import table


def test_refused_rows_among_many_are_refused_alone(db: None, import_file: Callable[..., Run], tmp_path: Path) -> None:
    """All are written together; the others are what the file says to the letter, each with its own place."""
    network.build()
    names = [r'Cầu "Ba\n" \\ 1', "B", "Cống, {3}", "D", "E", "F'; --", "G"]
    rows = [
        {"road": "QL.9T", "chainage": f"Km10+{100 * (n + 1)}", "name": name, "deck_rating": "3", "condition": "", "length_m": f"{n + 10}.07"}
        for n, name in enumerate(names)
    ]  # fmt: skip
    for n in (1, 5):
        rows[n]["condition"] = "Tốt"
    run = import_file(table(tmp_path / "f.csv", *rows), "--kind", "bridges")
    assert (run.code, run.counts) == (1, (5, 0, 0, 2))
    assert [one["row"] for one in run.findings("not-accepted")] == [3, 7]
    made = Bridge.objects.filter(source="Nguồn thử").order_by("pk")
    assert [(one.name, str(one.length_m), round(one.at_m or -1)) for one in made] == [
        (names[n], f"{n + 10}.07", 100 * (n + 1)) for n in (0, 2, 3, 4, 6)
    ]
