"""What goes out comes back: every form and our own columns over the whole sample province; imported again, nothing is another."""

import subprocess
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from fixtures.draw import draw
from fixtures.load import load
from gisapi.collections import COLLECTIONS
from gisapi.views.exports import ENDINGS
from infra.ingest import Plan, Wish, plan_import
from infra.ingest.mapping import KINDS, LINES
from infra.measures import chainage_at
from infra.models import ASSETS, Bridge, Culvert, Road, Section, Waterway
from infra.services.calibration import calibration_of
from tests import network

TODAY = date(2026, 12, 1)
OF_THE_FORMAT = {
    "kmz": {"id", "Name", "name_", "description", "timestamp", "begin", "end", "altitudeMode", "tessellate", "extrude", "visibility", "drawOrder", "icon", "snippet"},
    "geojsonseq": {"id"},
}  # fmt: skip
"""What a format has beside our columns; the `Name` of KML is what a feature is called, so that our `name` is another."""


@pytest.fixture
def province(db: None) -> None:
    load(draw())  # it has no waterways
    river = network.water()
    Waterway.objects.create(name="", kind_id="MUONG", geom=river.geom.clone(), source="=1+1", note="  hai  dấu cách")


def exported(browser: Client, path: Path, collection: str, form: str, **query: Any) -> Path:
    answer = browser.get(f"/api/collections/{collection}/items", {"f": form, **query})
    assert answer.status_code == 200, answer.content
    path.write_bytes(answer.getvalue())
    return path


def planned(path: Path, collection: str, source: str = "Thiết bị hiện trường") -> Plan:
    wish = Wish(source=source, kind=KINDS[collection], srid=4326 if path.suffix == ".csv" else None)
    return plan_import(path, wish, as_at=TODAY)


def unchanged(plan: Plan, rows: int) -> None:
    told = [*plan.report.updates[:5], *(one for one in plan.findings if one.severity == "error")][:9]
    assert Counter(plan.report.outcomes.values()) == {"unchanged": rows}, told


def unmapped(plan: Plan) -> set[str]:
    """The columns that nobody knows."""
    return {one.field for one in plan.findings if one.code == "unmapped" and one.severity == "warning"}


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


@pytest.mark.parametrize("form", ["csv", "xlsx", "gpkg", "qfield"])
def test_our_own_columns_come_back_as_they_went(planner: Client, province: None, tmp_path: Path, form: str) -> None:
    Culvert.objects.filter(pk=Culvert.objects.order_by("pk")[3].pk).update(
        stated_km=None, stated_m=None, stated_text=""
    )
    Bridge.objects.filter(pk=Bridge.objects.order_by("pk")[3].pk).update(note="=1+1  hai  dấu cách")
    Road.objects.filter(pk=Road.objects.order_by("pk")[3].pk).update(note="hai  dấu cách")
    for name, kind in KINDS.items():
        if form == "qfield" and kind in LINES:
            continue  # a field device takes points
        path = exported(planner, tmp_path / f"{name}.{ENDINGS.get(form, form)}", name, form)
        plan = planned(path, name)
        unchanged(plan, ASSETS[kind]._default_manager.count())
        assert not unmapped(plan)


@pytest.mark.parametrize("form", ["shp", "kmz", "geojsonseq"])
def test_what_other_programs_hold_comes_back(planner: Client, db: None, tmp_path: Path, form: str) -> None:
    """On the tiny network; a dBASE cuts the note of one bridge."""
    net = network.build()
    network.water()
    Bridge.objects.filter(pk=net.near_bridge.pk).update(note="mố nứt, " * 40)
    for name, kind in KINDS.items():
        path = exported(planner, tmp_path / f"{name}.{ENDINGS.get(form, form)}", name, form)
        plan = planned(path, name)
        unchanged(plan, ASSETS[kind]._default_manager.count())
        assert unmapped(plan) <= OF_THE_FORMAT.get(form, set())


def edited(path: Path, statement: str) -> None:
    """As a field device writes: into the same file."""
    command = ["ogrinfo", "-q", str(path), "-dialect", "SQLITE", "-sql", statement]
    subprocess.run(command, check=True, capture_output=True)


def differences(plan: Plan) -> list[tuple[str, str, Any]]:
    return [(one.public_id, one.field, one.after) for one in plan.report.updates]


def test_a_geopackage_edited_in_the_field_shows_exactly_what_was_edited(
    planner: Client, province: None, tmp_path: Path
) -> None:
    """A figure, a point moved 100 m, a chainage; one by coordinates, one by chainage, one that states none."""
    measured = Culvert.objects.filter(located_by="coordinates", road__isnull=False).order_by("pk")[0]
    by_chainage, stateless = Culvert.objects.filter(located_by="chainage").order_by("pk")[:2]
    Culvert.objects.filter(pk=stateless.pk).update(stated_km=None, stated_m=None, stated_text="")
    path = exported(planner, tmp_path / "culverts.gpkg", "culverts", "gpkg")
    edited(path, f"update culverts set width_m = 2.75 where public_id = '{stateless.public_id}'")
    shifted = f"ST_Translate(geom, 0.0005, 0.0005, 0) where public_id = '{measured.public_id}'"
    edited(path, f"update culverts set geom = {shifted}")
    edited(
        path,
        f"update culverts set chainage = 'Km{by_chainage.stated_km}+777' where public_id = '{by_chainage.public_id}'",
    )
    plan = planned(path, "culverts")
    rest = Culvert.objects.count() - 3
    assert Counter(plan.report.outcomes.values()) == {"unchanged": rest, "update": 3}, plan.report.findings[:3]
    columns = {(public_id, column) for public_id, column, _ in differences(plan)}
    assert {column for public_id, column in columns if public_id == stateless.public_id} == {"width_m"}
    assert (stateless.public_id, "width_m", "2.75") in differences(plan)
    assert {c for p, c in columns if p == measured.public_id} <= {"geom", "at_m", "offset_m", "source_srid"}
    assert (measured.public_id, "geom") in columns
    assert {c for p, c in columns if p == by_chainage.public_id} == {"stated_m", "stated_text", "at_m"}


@pytest.mark.parametrize("form", ["fgb", "kml"])
def test_lines_of_sections_come_back_from_more_forms(
    planner: Client, province: None, tmp_path: Path, form: str
) -> None:
    unchanged(planned(exported(planner, tmp_path / f"x.{form}", "sections", form), "sections"), Section.objects.count())


def test_sections_come_back_without_their_ids(planner: Client, province: None, tmp_path: Path) -> None:
    """By chainages as another program keeps them, with the one `--source` the sample's records have; then by their lines alone."""
    Section.objects.update(source="Tỉnh mẫu")
    path = exported(planner, tmp_path / "sections.gpkg", "sections", "gpkg")
    edited(path, "update sections set public_id = null, from_m = null, to_m = null")
    unchanged(planned(path, "sections", source="Tỉnh mẫu"), Section.objects.count())
    edited(path, "update sections set from_chainage = null, to_chainage = null")
    plan = planned(path, "sections", source="Tỉnh mẫu")
    unchanged(plan, Section.objects.count())
    assert {one.code for one in plan.findings} - {"unmapped", "table-not-read"} == {"stretch-by-line"}


def test_a_boundary_of_sections_moved_in_the_field_is_the_one_difference(
    planner: Client, province: None, tmp_path: Path
) -> None:
    """The measures and lines beside the changed chainages are still those that were exported, and say nothing."""
    first, second = Section.objects.filter(road__code="QL.1").order_by("from_m")[:2]
    assert first.to_m == second.from_m
    path = exported(planner, tmp_path / "sections.gpkg", "sections", "gpkg")
    middle = chainage_at((first.from_m + first.to_m) // 2, calibration_of(first.road)).chainage.text()
    for column, one in (("to_chainage", first), ("from_chainage", second)):
        edited(path, f"update sections set {column} = '{middle}' where public_id = '{one.public_id}'")
    plan = planned(path, "sections")
    assert Counter(plan.report.outcomes.values()) == {"unchanged": Section.objects.count() - 2, "update": 2}
    assert [(p, c, a.split()[0]) for p, c, a in differences(plan)] == [
        (first.public_id, "to_m", middle),
        (second.public_id, "from_m", middle),
    ]


def test_an_id_that_names_no_such_record_is_told(planner: Client, province: None, tmp_path: Path) -> None:
    first, second = Culvert.objects.order_by("pk")[:2]
    bridge = Bridge.objects.order_by("pk")[0]
    path = tmp_path / "some.csv"
    ids = (first.public_id, "C-999999", bridge.public_id, first.public_id, second.public_id)
    path.write_text("public_id,width_m\n" + "".join(f"{one},3.5\n" for one in ids), encoding="utf-8")
    plan = planned(path, "culverts")
    told = {(one.row, one.code) for one in plan.findings if one.severity == "error"}
    assert told == {(3, "public-id-unknown"), (4, "public-id-of-another-kind"), (5, "public-id-twice")}
    assert [(p, a) for p, _, a in differences(plan)] == [(first.public_id, "3.50"), (second.public_id, "3.50")]
