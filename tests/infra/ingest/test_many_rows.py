"""The rows of a portion, written together."""

from collections.abc import Callable
from pathlib import Path

from django.db import connection
from django.test.utils import CaptureQueriesContext

from infra.history import changes_to
from infra.models import Bridge, KmPost, Road
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


def bridges(count: int, **facts: str) -> list[dict[str, str]]:
    return [
        {"road": "QL.9T", "chainage": f"Km10+{20 * (n + 1):03d}", "name": f"Cầu {n}", "length_m": f"{n + 10}"} | facts
        for n in range(count)
    ]


def test_changed_rows_are_written_together_and_refused_alone(
    db: None, import_file: Callable[..., Run], tmp_path: Path
) -> None:
    network.build()
    import_file(table(tmp_path / "f.csv", *bridges(4, deck_rating="3")), "--kind", "bridges")
    changed = bridges(4, width_m="9.5", condition="")
    changed[2]["condition"] = "Tốt"
    run = import_file(table(tmp_path / "g.csv", *changed), "--kind", "bridges")
    assert (run.code, run.counts) == (1, (0, 3, 0, 1))
    assert [one["row"] for one in run.findings("not-accepted")] == [4]
    now = Bridge.objects.filter(source="Nguồn thử").order_by("pk")
    assert [str(one.width_m) for one in now] == ["9.50", "9.50", "None", "9.50"]
    assert [change.op for change in changes_to(now[0])] == ["changed", "created"]
    assert import_file(table(tmp_path / "g.csv", *changed), "--kind", "bridges").counts == (0, 0, 3, 1)


def test_more_rows_take_no_more_statements(db: None, import_file: Callable[..., Run], tmp_path: Path) -> None:
    """Created and then changed: 40 rows as 4."""
    network.build()
    asked = []
    for count in (4, 40):
        Bridge.objects.filter(source="Nguồn thử").delete()
        for width in ("8", "9"):
            with CaptureQueriesContext(connection) as queries:
                file = table(tmp_path / "f.csv", *bridges(count, width_m=width))
                run = import_file(file, "--kind", "bridges")
            assert run.counts in ((count, 0, 0, 0), (0, count, 0, 0))
            asked.append(len(queries))
    assert asked[2:] == asked[:2]


def test_posts_moved_together_read_their_road_anew(db: None, import_file: Callable[..., Run], tmp_path: Path) -> None:
    network.build()
    at_m = {10: 20, 11: 1030, 12: 2140}
    rows = [
        {"road": "QL.9T", "km": str(km), "lon": str(network.up(m).x), "lat": str(network.up(m).y)}
        for km, m in at_m.items()
    ]
    run = import_file(table(tmp_path / "f.csv", *rows), "--kind", "km-posts", "--srid", "4326")
    assert run.counts == (0, 3, 0, 0), run.err
    with connection.cursor() as cursor:
        cursor.execute("select km, round(at_m::numeric, 2)::float from road_post where is_real order by km")
        read = [one for one in cursor.fetchall() if one[0] in at_m]
    assert read == list(at_m.items())
    assert KmPost.objects.filter(road=Road.objects.get(code="QL.9T")).count() == 4
