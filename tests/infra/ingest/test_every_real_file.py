"""Every real file at hand, in a dry run: planned, or refused whole with a cure. With `-s` it prints the table of them."""

from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.infra.ingest.conftest import Run
from tests.infra.ingest.test_real_files import DATA

COMPANIONS = {".dbf", ".shx", ".prj", ".cpg", ".qix", ".qpj", ".xsd", ".md"}


def test_every_file_is_planned_or_refused_with_a_cure(nothing_written: None, import_file: Callable[..., Run]) -> None:
    files = sorted(path for path in DATA.rglob("*") if path.is_file() and path.suffix.lower() not in COMPANIONS)
    if not files:
        pytest.skip("no real data sets at hand (CAUDUONG_DATA or ../shared/data)")
    read = []
    for path in files:
        run = import_file(path, "--dry-run", "--create-roads")
        print(_line(path, run))
        if run.code == 2:
            assert run.report["error"]["cure"], path.name
        else:
            read.append(path.name)
    assert {"temp_Cong_thoat_nuoc_ngang.xlsx", "temp_cot_km.xlsx", "vn_expressway_bridges_vecm.csv"} <= set(read)


def _line(path: Path, run: Run) -> str:
    """File | rows | accepted | findings by code, or the code of the refusal."""
    if run.code == 2:
        return f"{path.relative_to(DATA)} | – | – | refused: {run.report['error']['code']}"
    codes = Counter(one["code"] for one in run.report["findings"])
    told = ", ".join(f"{code} {count}" for code, count in codes.most_common())
    return f"{path.relative_to(DATA)} | {run.report['rows']} | {sum(run.counts[:3])} | {told}"
