"""What an administrative unit covers: its outline, or what the units it went into cover; and whether that is all of it.

Until 2025-06-30 province 90 had districts 901 (communes 1, 2, 3) and 902 (commune 4). Then 1 and 2 became Đông (10),
3 and 4 became Tây (20). Only Đông and Tây have outlines: two squares side by side.
"""

import json
import os
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.contrib.gis.geos import GEOSGeometry, MultiPolygon, Polygon
from django.core.management import call_command
from django.db import ProgrammingError, connection, transaction

from infra.models import AdministrativeUnit, UnitSuccession

pytestmark = pytest.mark.django_db
OLD = {"valid_from": date(1997, 1, 1), "valid_to": date(2025, 6, 30)}
NEW = {"valid_from": date(2025, 7, 1)}
DATA = Path(os.environ.get("CAUDUONG_DATA") or Path(__file__).resolve().parents[4] / "shared" / "data")
REAL_DISTRICTS = DATA / "boundaries" / "districts_pre2025.geojson"


def square(west: float, east: float) -> MultiPolygon:
    return MultiPolygon(Polygon.from_bbox((west, 9.0, east, 9.1)), srid=4326)


def unit(code: str, level: str, parent: str, **fields: Any) -> AdministrativeUnit:
    return AdministrativeUnit.objects.create(
        code=code, name_vi=f"Đơn vị {code}", level_id=level, parent_code=parent, source="x", **fields
    )


def went(old: AdministrativeUnit, new: AdministrativeUnit, share: str = "1") -> UnitSuccession:
    return UnitSuccession.objects.create(old=old, new=new, share=share, source="x")


def area(asked: str) -> dict[str, Any]:
    """`found`, `exact`, `parts` and the west-east extent of the area (None without one)."""
    with connection.cursor() as cursor:
        cursor.execute("select found, exact, parts, ST_AsEWKT(geom) from unit_area(%s)", [asked])
        found, exact, parts, geom = cursor.fetchone()
    extent = GEOSGeometry(geom).extent if geom else None
    return {
        "found": found,
        "exact": exact,
        "parts": json.loads(parts),
        "spans": extent and (round(extent[0], 6), round(extent[2], 6)),
    }


@pytest.fixture
def merger() -> dict[str, AdministrativeUnit]:
    units = {"90": unit("90", "PROVINCE", "", **OLD)}
    units |= {code: unit(code, "DISTRICT", "90", **OLD) for code in ("901", "902")}
    units |= {code: unit(code, "COMMUNE", above, **OLD) for code, above in zip("1234", ("901", "901", "901", "902"))}  # noqa: B905
    units["10"] = unit("10", "COMMUNE", "91", geom=square(105.0, 105.1), **NEW)
    units["20"] = unit("20", "COMMUNE", "91", geom=square(105.1, 105.2), **NEW)
    for old, new in zip("1234", ("10", "10", "20", "20"), strict=True):
        went(units[old], units[new])
    return units


@pytest.mark.parametrize(
    ("asked", "exact", "spans", "also"),
    [
        ("10", True, (105.0, 105.1), {"10": []}),
        ("90.901", False, (105.0, 105.2), {"10": [], "20": ["4"]}),  # Tây holds commune 4 of district 902 as well
        ("902", False, (105.1, 105.2), {"20": ["3"]}),
        ("1", False, (105.0, 105.1), {"10": ["2"]}),
        ("901.3", False, (105.1, 105.2), {"20": ["4"]}),
        ("90", True, (105.0, 105.2), {"10": [], "20": []}),
    ],
)
def test_an_old_unit_is_drawn_by_what_it_went_into(
    merger: Any, asked: str, exact: bool, spans: Any, also: dict[str, list[str]]
) -> None:
    told = area(asked)
    assert (told["found"], told["exact"], told["spans"]) == (True, exact, spans)
    assert {part["code"]: [other["code"] for other in part["also"]] for part in told["parts"]} == also


@pytest.mark.parametrize(
    "asked", ["9", "902.1", "91.901", "901@1990-01-01", "901@2025-07-01", "", ".", "@", "1@x", "90..1"]
)
def test_what_names_no_unit_is_not_found(merger: Any, asked: str) -> None:
    assert area(asked) == {"found": False, "exact": False, "parts": [], "spans": None}


def test_a_code_used_again_means_the_unit_in_force_unless_a_day_or_what_it_was_below_says_otherwise(
    merger: Any,
) -> None:
    again = unit("1", "COMMUNE", "91", geom=square(105.5, 105.6), **NEW)
    assert area("1")["spans"] == (105.5, 105.6)
    assert area("1@2004-01-01")["spans"] == area("901.1")["spans"] == area("90.1")["spans"] == (105.0, 105.1)
    assert area(f"1@{again.valid_from}")["spans"] == (105.5, 105.6)
    assert area("1@2025-06-30")["spans"] == (105.0, 105.1)


def test_an_outline_of_its_own_is_the_answer(merger: Any) -> None:
    AdministrativeUnit.objects.filter(code="901").update(geom=square(105.0, 105.15))
    assert (area("901")["spans"], area("901")["exact"]) == ((105.0, 105.15), True)
    assert area("90")["spans"] == (105.0, 105.2)


def test_a_unit_that_nothing_leads_on_from_has_no_area(merger: Any) -> None:
    unit("5", "COMMUNE", "902", **OLD)
    told = area("5")
    assert (told["found"], told["exact"], told["spans"]) == (True, False, None)
    assert [(part["code"], part["drawn"], part["share"]) for part in told["parts"]] == [("5", False, 0)]
    assert [part["code"] for part in area("902")["parts"]] == ["20", "5"], "what is missing is named"
    assert area("90")["exact"] is False


def test_a_part_that_went_nobody_knows_where_makes_it_approximate(merger: Any) -> None:
    UnitSuccession.objects.filter(old=merger["1"]).update(share="0.4")
    told = area("90")
    assert told["exact"] is False
    assert [(part["code"], float(part["share"])) for part in told["parts"] if not part["drawn"]] == [("1", 0.4)]


def test_a_new_unit_without_an_outline_is_drawn_by_what_it_was_formed_from(merger: Any) -> None:
    left = unit("31", "COMMUNE", "903", geom=square(106.0, 106.1), **OLD)
    right = unit("32", "COMMUNE", "903", geom=square(106.1, 106.2), **OLD)
    whole = unit("30", "COMMUNE", "91", **NEW)
    went(left, whole)
    second = went(right, whole)
    assert (area("30")["spans"], area("30")["exact"]) == ((106.0, 106.2), True)
    second.share = "0.5"
    second.save()
    went(right, merger["20"], "0.5")
    assert (area("30")["spans"], area("30")["exact"]) == ((106.0, 106.2), False)
    assert [o["code"] for part in area("30")["parts"] for o in part["also"]] == ["20"]


def test_twice_merged(merger: Any) -> None:
    """10 and 20, which lose their outlines, become 100: every old unit follows."""
    both = unit("100", "COMMUNE", "91", geom=square(105.0, 105.2), valid_from=date(2030, 1, 1))
    AdministrativeUnit.objects.filter(code__in=("10", "20")).update(geom=None, valid_to=date(2029, 12, 31))
    went(merger["10"], both)
    went(merger["20"], both)
    assert (area("90")["spans"], area("90")["exact"]) == ((105.0, 105.2), True)
    assert (area("1")["spans"], area("1")["exact"]) == ((105.0, 105.2), False)


def test_a_crack_between_neighbours_is_closed_and_an_enclave_is_not() -> None:
    """Two communes of a former district; the hole in one of them is nobody's until a town stands in it."""
    gap = Polygon.from_bbox((105.01, 9.01, 105.02, 9.02))
    ring = Polygon.from_bbox((105.0, 9.0, 105.03, 9.1)).difference(gap)
    old = unit("1", "DISTRICT", "", **OLD)
    west = unit("10", "COMMUNE", "", geom=MultiPolygon(ring, srid=4326), **NEW)
    east = unit("20", "COMMUNE", "", geom=square(105.03, 105.1), **NEW)
    went(old, west, "0.5")
    went(old, east, "0.5")
    holes = "select ST_NumInteriorRings(ST_GeometryN(geom, 1)) from unit_area('1')"
    with connection.cursor() as cursor:
        cursor.execute(holes)
        assert cursor.fetchone() == (0,)
        town = unit("30", "COMMUNE", "", geom=MultiPolygon(gap, srid=4326), **NEW)
        cursor.execute(holes)
        assert cursor.fetchone() == (1,)
        town.delete()
        cursor.execute(holes)
        assert cursor.fetchone() == (0,)


def test_it_follows_whatever_changes(merger: Any) -> None:
    """Outline, date, place in the order of units, succession, deletion; whoever writes."""
    before = area("90")
    AdministrativeUnit.objects.filter(code="20").update(geom=square(105.1, 105.3))
    assert [area(code)["spans"][1] for code in ("3", "902", "901", "90")] == [105.3] * 4
    AdministrativeUnit.objects.filter(code="4").update(parent_code="901")
    assert (area("901")["exact"], area("902")["spans"]) == (True, None)
    UnitSuccession.objects.filter(old=merger["3"]).delete()
    assert (area("3")["spans"], area("901")["exact"]) == (None, False)
    went(merger["3"], merger["20"])
    merger["4"].went_to.all().delete()
    AdministrativeUnit.objects.filter(code__in=("4", "902")).delete()
    assert area("90")["exact"] is True
    assert [part["also"] for part in area("90")["parts"]] == [[], []]
    AdministrativeUnit.objects.filter(code="20").update(geom=square(105.1, 105.2))
    assert area("90") == before


def test_it_goes_with_the_units(merger: Any) -> None:
    """A truncation too: nothing is left that somebody's new unit could be drawn by."""
    with connection.cursor() as cursor:
        cursor.execute("set constraints all immediate")
        cursor.execute("truncate unit_succession")
        assert area("90")["spans"] is None
        AdministrativeUnit.objects.filter(code="90").delete()
        cursor.execute("select count(*) from unit_outline")
        assert cursor.fetchone() == (6,)
        cursor.execute("set constraints all immediate")
        cursor.execute("truncate administrative_unit, unit_succession cascade")
        cursor.execute("select count(*) from unit_outline")
        assert cursor.fetchone() == (0,)


def test_what_is_stored_is_what_would_be_derived(merger: Any) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            """select count(*), count(*) filter (where (o.exact, o.parts) is distinct from (d.exact, d.parts)
                                                   or not coalesce(ST_Equals(o.geom, d.geom), o.geom is null and d.geom is null))
                 from unit_outline o, lateral unit_derived(o.unit_id) d"""
        )
        assert cursor.fetchone() == (7, 0)


@pytest.mark.parametrize("statement", ["update unit_outline set exact = true", "delete from unit_outline"])
def test_it_is_nobodys_to_write(merger: Any, statement: str) -> None:
    with pytest.raises(ProgrammingError, match="derived by the database"), transaction.atomic():
        connection.cursor().execute(statement)


@pytest.mark.parametrize(
    "name", ["bridge_plain_name", "culvert_plain_code", "road_plain_name", "administrative_unit_plain_name"]
)
def test_like_on_plain_writing_uses_its_index(name: str) -> None:
    table, _, column = name.rpartition("_plain_")
    column = "name_vi" if table == "administrative_unit" else column
    with connection.cursor() as cursor:
        cursor.execute("set local enable_seqscan = off")
        function = "plain_code" if column == "code" else "plain_text"
        cursor.execute(f"explain select from {table} where {function}({column}) like '%%phong%%'")
        assert name in str(cursor.fetchall())


@pytest.fixture
def sample(db: None) -> None:
    call_command("load_sample")


def test_the_sample_province_asks_for_its_old_districts(sample: None) -> None:
    """Vĩnh Lợi went into four communes; Hòa Bình alone holds more: the town and Vĩnh Mỹ A of district 961."""
    told = area("95.958")
    assert (told["found"], told["exact"]) == (True, False)
    assert {part["code"]: [other["code"] for other in part["also"]] for part in told["parts"]} == {
        "31891": ["31891", "31933"],
        "31894": [],
        "31900": [],
        "31906": [],
    }
    assert area("954")["exact"] is True
    assert area("31900@2004-01-01")["exact"] is False  # Thị trấn Châu Hưng; Châu Hưng A went into Xã Vĩnh Lợi as well


@pytest.mark.skipif(
    not REAL_DISTRICTS.exists(), reason=f"{REAL_DISTRICTS.name} is not at hand (CAUDUONG_DATA or ../shared/data)"
)
def test_derived_areas_against_real_outlines(sample: None) -> None:
    """Square kilometres of each old district: real, derived, in both. docs/locating.md tells these figures."""
    real = {
        f["properties"]["level2_id"]: json.dumps(f["geometry"])
        for f in json.loads(REAL_DISTRICTS.read_text())["features"]
    }
    told = {}
    with connection.cursor() as cursor:
        for code in ("954", "956", "957", "958", "959", "960", "961"):
            cursor.execute(
                """select exact, ST_Area(r::geography) / 1e6, ST_Area(a.geom::geography) / 1e6, ST_Area(ST_Intersection(r, a.geom)::geography) / 1e6
                     from unit_area('95.' || %s) a, lateral ST_MakeValid(ST_GeomFromGeoJSON(%s)) r""",
                [code, real[code]],
            )
            told[code] = cursor.fetchone()
    print(*(f"{code} {exact} {a:.1f} {b:.1f} {c:.1f}" for code, (exact, a, b, c) in told.items()), sep="\n")
    for exact, of_real, of_derived, of_both in told.values():
        assert of_both / of_real > 0.94
        assert of_both / of_derived > (0.96 if exact else 0.75)
