"""Writes in other coordinate systems: what goes in comes out within a centimetre, and sent back it moves nothing."""

import json
from typing import Any

import pytest
from django.contrib.gis.geos import Point
from django.test import Client

from gisapi.boxes import CRS84, Crs, epsg
from infra.crs import GEOD, SRIDS, WGS84, transform
from infra.models import Bridge, Road
from tests.gisapi.asking import put, refused
from tests.network import Network, up

BRIDGES = "/api/collections/bridges/items"
ROADS = "/api/collections/roads/items"
SYSTEMS = [CRS84, *(epsg(srid) for srid in sorted(SRIDS))]


def placed(crs: Crs, point: Point) -> list[float]:
    """The point in this system, as a client with the official parameters would send it."""
    x, y = transform(point.x, point.y, WGS84, crs.srid)
    return [y, x] if crs.latitude_first else [x, y]


def header(crs: Crs) -> dict[str, str]:
    return {"Content-Crs": f"<{crs.uri}>"}


def metres(a: Point, b: Point) -> float:
    return float(GEOD.inv(a.x, a.y, b.x, b.y)[2])


@pytest.mark.parametrize("crs", SYSTEMS, ids=lambda crs: crs.uri.rpartition("/")[2])
def test_there_and_back_within_a_centimetre(engineer: Client, net: Network, crs: Crs) -> None:
    spot = up(812.345, right=7.891)
    body = {
        "type": "Feature", "geometry": {"type": "Point", "coordinates": placed(crs, spot)},
        "properties": {"road": "QL.9T", "source": "Thử"},
    }  # fmt: skip
    answer = put(engineer, "POST", f"{BRIDGES}?crs={crs.uri}", body, **header(crs))
    assert answer.status_code == 201, answer.content
    made = json.loads(answer.content)
    kept = Bridge.objects.get(public_id=made["id"])
    assert metres(kept.geom, spot) < 0.01
    assert answer["Content-Crs"] == f"<{crs.uri}>"
    tolerance = 0.01 if SRIDS[crs.srid].projected else 1e-7
    assert made["geometry"]["coordinates"] == pytest.approx(placed(crs, spot), abs=tolerance)

    address, stamp = f"{BRIDGES}/{made['id']}", kept.recorded_from
    for verb in ("PUT", "PATCH"):  # sent back as it was given out
        again = put(engineer, verb, f"{address}?crs={crs.uri}", made, answer["ETag"], **header(crs))
        assert again.status_code == 200, again.content
        assert json.loads(again.content)["geometry"] == made["geometry"]
    assert Bridge.objects.get(pk=kept.pk).recorded_from == stamp

    moved = {"geometry": {"type": "Point", "coordinates": placed(crs, up(900, right=7))}}
    assert put(engineer, "PATCH", address, moved, answer["ETag"], **header(crs)).status_code == 200
    assert metres(Bridge.objects.get(pk=kept.pk).geom, up(900, right=7)) < 0.01


def test_a_line_in_vn2000(engineer: Client, net: Network) -> None:
    crs, ends = epsg(5897), [up(0, lon=105.7), up(3000, lon=105.7)]
    line = {"type": "LineString", "coordinates": [placed(crs, end) for end in ends]}
    body = {"type": "Feature", "geometry": line, "properties": {"code": "ĐT.9X", "road_class": "DT", "source": "Thử"}}
    assert put(engineer, "POST", ROADS, body, **header(crs)).status_code == 201
    kept = Road.objects.get(code="ĐT.9X").centreline[0]
    assert max(metres(Point(*kept[n]), ends[n]) for n in (0, 1)) < 0.01


def test_the_answer_is_in_longitude_and_latitude_unless_asked(engineer: Client, net: Network) -> None:
    point = {"type": "Point", "coordinates": placed(epsg(9207), up(800))}
    body = {"type": "Feature", "geometry": point, "properties": {"road": "QL.9T", "source": "Thử"}}
    answer = put(engineer, "POST", BRIDGES, body, **header(epsg(9207)))
    assert answer["Content-Crs"] == f"<{CRS84.uri}>"
    assert json.loads(answer.content)["geometry"]["coordinates"] == pytest.approx([105.5, up(800).y], abs=1e-7)


def test_a_conflict_is_told_in_the_system_of_the_writer(engineer: Client, address: str, etag: str) -> None:
    Bridge.objects.update(note="người khác")
    facts = refused(put(engineer, "PATCH", address, {}, etag, **header(epsg(5897))), 412, "stale", "If-Match")
    assert facts["current"]["geometry"]["coordinates"][0] > 100_000


@pytest.mark.parametrize("named", ["EPSG:9999", "<http://www.opengis.net/def/crs/EPSG/0/32648>", "", "VN-2000", "<"])
def test_a_system_nobody_knows(engineer: Client, address: str, etag: str, named: str) -> None:
    answer = put(engineer, "PATCH", address, {"properties": {"name": "X"}}, etag, **{"Content-Crs": named})
    assert CRS84.uri in refused(answer, 400, "bad-parameter", "Content-Crs")["known"]


@pytest.mark.parametrize(
    ("crs", "coordinates"),
    [
        (epsg(5897), [1e30, 1e30]),
        (epsg(5897), [105.5, 9.2, 3.0]),
        (CRS84, [9.2, 105.5]),
        (epsg(4326), [105.5, 9.2]),
        (CRS84, [105.5, 9.2, 3.0]),
        (CRS84, [105.5]),
        (CRS84, [True, "x"]),
        (CRS84, {"lon": 105.5}),
    ],
)
def test_coordinates_that_are_none(
    engineer: Client, net: Network, address: str, etag: str, crs: Crs, coordinates: Any
) -> None:
    body = {"geometry": {"type": "Point", "coordinates": coordinates}}
    refused(put(engineer, "PATCH", address, body, etag, **header(crs)), 422, "field-refused", "geometry")
