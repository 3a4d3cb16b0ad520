"""Waterways over HTTP: written, asked by place, drawn by kind, found by name; never of a road. Their past and their way to the bin."""

import json
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.contrib.gis.geos import MultiPolygon, Polygon
from django.test import Client

from infra.models import AdministrativeUnit, ManagingUnit, Waterway, WriteRight
from tests import network
from tests.gisapi.asking import put, read, refused, signed_in
from tests.gisapi.tiles.test_render import decoded, tile_of
from tests.network import SOURCE, up

WATERWAYS = "/api/collections/waterways/items"
COURSE = [list(up(200, right=-300).coords), list(up(200, right=700).coords)]
DITCH = {"name": "", "kind": "MUONG", "width_m": 2.5, "source": SOURCE}


def body(geometry: Any = None, **properties: Any) -> dict[str, Any]:
    course = {"type": "LineString", "coordinates": COURSE}
    return {"type": "Feature", "geometry": geometry or course, "properties": DITCH | properties}


def item(water: Waterway) -> str:
    return f"{WATERWAYS}/{water.public_id}"


def ids(browser: Client, **asked: Any) -> set[str]:
    return {one["id"] for one in read(browser, WATERWAYS, **asked)["features"]}


@pytest.mark.django_db
class TestWriting:
    def test_one_is_made_read_changed_and_deleted(self, engineer: Client, client: Client) -> None:
        made = put(engineer, "POST", WATERWAYS, body())
        assert made.status_code == 201, made.content
        told = json.loads(made.content)
        assert told["geometry"]["type"] == "MultiLineString"
        assert told["properties"]["length_m"] == pytest.approx(1000, abs=0.05)
        address = f"{WATERWAYS}/{told['id']}"
        assert read(client, address)["properties"]["kind"] == "MUONG"
        changed = put(engineer, "PATCH", address, {"properties": {"name": "Mương Mới"}}, made["ETag"])
        assert json.loads(changed.content)["properties"]["name"] == "Mương Mới"
        assert put(engineer, "DELETE", address, b"", changed["ETag"]).status_code == 204
        refused(client.get(address), 404, "not-found")

    @pytest.mark.parametrize(
        ("sent", "at"),
        [
            (body(geometry={"type": "Point", "coordinates": COURSE[0]}), "geometry"),
            (body() | {"geometry": None}, "geometry"),
            (body(width_m=0), "properties/width_m"),
            (body(kind="BIEN"), "properties/kind"),
            (body(length_m=5), "properties/length_m"),
            (body(road="QL.9T"), "properties/road"),
        ],
    )
    def test_what_is_no_water_is_refused_at_its_field(self, engineer: Client, sent: Any, at: str) -> None:
        answer = put(engineer, "POST", WATERWAYS, sent)
        assert (answer.status_code, json.loads(answer.content)["field"]) == (422, at), answer.content
        assert not Waterway.objects.exists()

    def test_a_width_nobody_measured_is_told_as_doubtful(self, engineer: Client) -> None:
        found = json.loads(put(engineer, "POST", WATERWAYS, body(width_m=9000)).content)["findings"]
        assert [(one["code"], one["field"]) for one in found] == [("out-of-range", "properties/width_m")]

    def test_rights_reach_a_water_by_its_communes_never_by_a_unit(self, net: Any) -> None:
        water = network.water()
        box = Polygon.from_bbox((105.4, up(0).y, 105.6, up(900).y))
        within = AdministrativeUnit.objects.create(
            code="99001", name_vi="Xã", level_id="COMMUNE", geom=MultiPolygon(box, srid=4326),
            valid_from="2025-07-01", source=SOURCE,
        )  # fmt: skip
        unit = ManagingUnit.objects.create(code="U", name_vi="U", name_en="U", valid_from="2025-07-01", source=SOURCE)
        browser = signed_in("")
        user = User.objects.get(username="khach")
        right = WriteRight.objects.create(user=user, act="change", kind="waterway", managing_unit=unit)
        etag = browser.get(item(water))["ETag"]
        change = {"properties": {"name": "Khác"}}
        refused(put(browser, "PATCH", item(water), change, etag), 403, "forbidden")
        WriteRight.objects.filter(pk=right.pk).update(managing_unit=None, commune=within)
        assert put(browser, "PATCH", item(water), change, etag).status_code == 200


@pytest.mark.django_db
class TestAsking:
    def test_by_place_and_kind_but_by_no_road(self, client: Client, net: Any) -> None:
        canal, elsewhere = network.water(), Waterway.objects.create(geom=moved(0.3), kind_id="SONG", source=SOURCE)
        lon, lat = up(600).coords
        assert ids(client) == {canal.public_id, elsewhere.public_id}
        assert ids(client, near=f"{lon},{lat},50") == {canal.public_id}
        assert ids(client, near="QL.9T,10") == {canal.public_id}
        assert ids(client, bbox=f"{lon - 0.01},{lat - 0.01},{lon + 0.01},{lat + 0.01}") == {canal.public_id}
        assert ids(client, filter=f"S_INTERSECTS(geometry, LINESTRING({lon} {lat - 0.01}, {lon} {lat + 0.01}))") == {
            canal.public_id
        }
        assert ids(client, kind="SONG") == {elsewhere.public_id}
        assert ids(client, navigation_class="IV") == {canal.public_id}
        assert ids(client, q="kenh thu") == {canal.public_id}
        for asked in ({"road": "QL.9T"}, {"overlap": "sections"}, {"validity": "old"}):
            refused(client.get(WATERWAYS, asked), 400, "bad-parameter", next(iter(asked)))

    def test_kilometres_are_cut_at_the_box(self, client: Client, net: Any) -> None:
        network.water()
        (lon, south), north = up(0).coords, up(5000).y
        asked = {"bbox": f"{lon},{south},{lon + 0.1},{north}", "group-by": "kind"}
        told = read(client, "/api/collections/waterways/statistics", **asked)
        assert told["groups"] == [{"kind": "KENH", "count": 1, "length_km": 0.6}]

    def test_the_search_finds_it_by_name_and_shows_it_whole(self, client: Client, net: Any) -> None:
        water = network.water()
        (found,) = [one for one in read(client, "/api/search", q="kenh thu")["results"] if one["kind"] == "waterway"]
        west, _, east, _ = water.geom.extent
        assert (found["id"], found["collection"], found["label"]) == (water.public_id, "waterways", "Kênh Thử")
        assert (found["bbox"][0], found["bbox"][2]) == (pytest.approx(west), pytest.approx(east))

    def test_one_that_is_not_public_is_nowhere(self, client: Client, engineer: Client, net: Any) -> None:
        water = network.water()
        Waterway.objects.update(is_published=False)
        assert ids(engineer) == {water.public_id}
        assert ids(client) == set()
        assert [one["id"] for one in read(client, "/api/search", q="kenh thu")["results"]] == []
        assert drawn(client, 14) == {}


def moved(degrees: float) -> Any:
    (west, south), (east, _) = COURSE
    return f"SRID=4326;MULTILINESTRING (({west + degrees} {south}, {east + degrees} {south}))"


def drawn(client: Client, z: int) -> dict[str, Any]:
    """Public id → attributes of the waterways in the tile of Kênh Thử."""
    x, y = tile_of(*up(600).coords, z)
    if client.get(f"/tiles/waterways/{z}/{x}/{y}.mvt").status_code == 204:
        return {}
    layers = decoded(client, "waterways", z, x, y)
    return {one["public_id"]: one["properties"] for one in layers.get("waterways", {"features": []})["features"]}


@pytest.mark.django_db
def test_rivers_are_drawn_first_and_ditches_last(client: Client, net: Any) -> None:
    canal = network.water()
    waters = {
        kind: Waterway.objects.create(geom=canal.geom, kind_id=kind, source=SOURCE)
        for kind in ("SONG", "RACH", "MUONG")
    }
    waters |= {"KENH": canal, "": Waterway.objects.create(geom=canal.geom, source=SOURCE)}
    names = {water.public_id: kind for kind, water in waters.items()}
    by_zoom = {z: {names[one] for one in drawn(client, z)} for z in (6, 7, 9, 10, 11, 12, 14)}
    assert by_zoom == {
        6: set(), 7: {"SONG"}, 9: {"SONG"}, 10: {"SONG", "KENH"}, 11: {"SONG", "KENH", "RACH"},
        12: set(waters), 14: set(waters),
    }  # fmt: skip
    assert (
        drawn(client, 14)[canal.public_id] == drawn(client, 10)[canal.public_id] == {"name": "Kênh Thử", "kind": "KENH"}
    )


@pytest.mark.django_db(transaction=True)
class TestPast:
    @pytest.fixture
    def water(self, code_lists: None) -> Waterway:
        network.build()
        return network.water()

    @pytest.fixture
    def engineer(self, water: Waterway) -> Client:
        return signed_in("engineer")

    def test_the_feed_tells_it_and_the_bin_gives_it_back(
        self, client: Client, engineer: Client, water: Waterway
    ) -> None:
        since = read(client, "/api/changes", since="now")["cursor"]
        etag = put(
            engineer, "PATCH", item(water), {"properties": {"name": "Kênh Hai"}}, engineer.get(item(water))["ETag"]
        )["ETag"]
        assert put(engineer, "DELETE", item(water), b"", etag).status_code == 204
        sets = read(client, "/api/changes", since=since)["changes"]
        assert [(f["collection"], f["id"], f["op"]) for one in sets for f in one["features"]] == [
            ("waterways", water.public_id, "changed"), ("waterways", water.public_id, "deleted"),
        ]  # fmt: skip
        lon, lat = up(600).coords
        around = f"{lon - 0.001},{lat - 0.001},{lon + 0.001},{lat + 0.001}"
        for asked, found in (({}, 1), ({"bbox": around}, 1), ({"bbox": "106,9,106.1,9.1"}, 0), ({"road": "QL.9T"}, 0)):
            gone = [one["id"] for one in read(engineer, "/api/bin", **asked)["deleted"]]
            assert (asked, gone.count(water.public_id)) == (asked, found)
        assert engineer.post(f"/api/bin/waterways/{water.public_id}/restore").status_code == 201
        assert read(client, item(water))["properties"]["name"] == "Kênh Hai"
        assert len(read(engineer, f"{item(water)}/history")["changes"]) == 4

    def test_the_sets_of_a_road_are_without_it(self, engineer: Client, water: Waterway) -> None:
        put(engineer, "PATCH", item(water), {"properties": {"name": "Kênh Hai"}}, engineer.get(item(water))["ETag"])
        newest = read(engineer, "/api/changesets")["changesets"][0]
        assert newest["rows"] == {"waterways": 1}
        of_the_road = read(engineer, "/api/changesets", road="QL.9T")["changesets"]
        assert newest["n"] not in [one["n"] for one in of_the_road]
        assert read(engineer, "/api/changesets", road="QL.9T", collection="waterways")["changesets"] == []

    def test_it_is_read_as_it_was(self, engineer: Client, water: Waterway) -> None:
        instant = water.recorded_from.isoformat()
        put(engineer, "PATCH", item(water), {"properties": {"width_m": 30}}, engineer.get(item(water))["ETag"])
        assert read(engineer, item(water), datetime=instant)["properties"]["width_m"] == 25
        assert read(engineer, item(water))["properties"]["width_m"] == 30
