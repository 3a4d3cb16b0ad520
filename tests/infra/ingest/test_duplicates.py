"""What an import would make a second time, on the tiny network: by chainage, by name and distance, by code."""

from collections.abc import Callable
from pathlib import Path

from infra.models import CODE_LISTS
from tests import network
from tests.infra.ingest.conftest import Run
from tests.infra.ingest.forms import table


def test_what_is_likely_there_already_is_told(db: None, import_file: Callable[..., Run], tmp_path: Path) -> None:
    roads = network.build()
    rows = [
        {"road": "QL.9T", "chainage": "Km11+203", "code": "", "name": ""},  # the culvert at Km11+200
        {"road": "QL.9T", "chainage": "Km11+600", "code": "C7", "name": "Cống Ông"},
        {"road": "QL.9T", "chainage": "Km11+700", "code": "", "name": "CỐNG ÔNG"},
        {"road": "QL.9T", "chainage": "Km12+700", "code": "C7", "name": "Cống Bà"},
    ]
    run = import_file(table(tmp_path / "t.csv", *rows), "--kind", "culverts")
    assert run.counts == (4, 0, 0, 0)
    told = {one["row"]: one["cure"] for one in run.findings("possible-duplicate")}
    assert sorted(told) == [2, 4, 5]
    assert f"{roads.culvert.public_id} (cùng tuyến, cách 3 m dọc tuyến)" in told[2]
    assert "dòng 3 (cùng tên, cách 100 m)" in told[4]
    assert "dòng 3 (cùng số hiệu)" in told[5]


def test_how_near_is_what_the_department_says(db: None, import_file: Callable[..., Run], tmp_path: Path) -> None:
    network.build()
    for code, metres in (("duplicate_culvert_m", 2), ("duplicate_named_m", 90)):
        CODE_LISTS["check_threshold"]._default_manager.filter(code=code).update(facts={"value": metres, "unit": "m"})
    rows = [
        {"road": "QL.9T", "chainage": chainage, "name": name}
        for chainage, name in (("Km11+203", ""), ("Km11+600", "Cống Ông"), ("Km11+700", "Cống Ông"))
    ]
    assert import_file(table(tmp_path / "t.csv", *rows), "--kind", "culverts").findings("possible-duplicate") == []
