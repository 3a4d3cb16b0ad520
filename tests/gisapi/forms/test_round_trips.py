"""What goes out comes back: every form and our own columns over the whole sample province; imported again, nothing is another."""

import subprocess
from collections import Counter
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from fixtures.draw import draw
from fixtures.load import load
from gisapi.collections import COLLECTIONS
from infra.ingest import Plan, Wish, plan_import
from infra.ingest.mapping import KINDS
from infra.models import ASSETS, Bridge, Culvert, Road

TODAY = date(2026, 9, 1)


@pytest.fixture
def province(db: None) -> None:
    load(draw())


def exported(browser: Client, path: Path, collection: str, form: str, **query: Any) -> Path:
    answer = browser.get(f"/api/collections/{collection}/items", {"f": form, **query})
    assert answer.status_code == 200, answer.content
    path.write_bytes(answer.getvalue())
    return path


def planned(path: Path, collection: str, source: str = "Thiết bị hiện trường") -> Plan:
    wish = Wish(source=source, kind=KINDS[collection], srid=4326 if path.suffix == ".csv" else None)
    return plan_import(path, wish, as_at=TODAY)


def unchanged(plan: Plan, rows: int) -> None:
    told = [*plan.report.updates[:5], *(one for one in plan.report.findings if one.severity != "notice")][:9]
    assert Counter(plan.report.outcomes.values()) == {"unchanged": rows}, told


def test_every_form_of_every_road_comes_back_as_it_went(planner: Client, province: None, tmp_path: Path) -> None:
    """With the one `--source` the sample's records have: another would be a change of every one."""
    seen = 0
    for name in (one.name for one in COLLECTIONS.values() if one.formed):
        model = ASSETS[KINDS[name]]._default_manager
        model.update(source="Tỉnh mẫu")
        for road in Road.objects.order_by("pk"):
            if rows := model.filter(road=road).count():
                path = exported(planner, tmp_path / f"{name}-{road.pk}.xlsx", name, "form", road=road.public_id)
                unchanged(planned(path, name, source="Tỉnh mẫu"), rows)
                seen += rows
    assert seen > 300


@pytest.mark.parametrize("form", ["csv", "gpkg"])
def test_our_own_columns_come_back_as_they_went(planner: Client, province: None, tmp_path: Path, form: str) -> None:
    Culvert.objects.filter(pk=Culvert.objects.order_by("pk")[3].pk).update(stated_km=None, stated_m=None, stated_text="")
    Bridge.objects.filter(pk=Bridge.objects.order_by("pk")[3].pk).update(note="=1+1  hai  dấu cách")
    for name, kind in KINDS.items():
        path = exported(planner, tmp_path / f"{name}.{form}", name, form)
        unchanged(planned(path, name), ASSETS[kind]._default_manager.count())
