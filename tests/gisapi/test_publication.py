"""An anonymous visitor meets nothing unpublished and no internal field, whatever address they try."""

import io
import json
import zipfile
from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client

from gisapi.collections import COLLECTIONS
from gisapi.params import FILES
from gisapi.publication import INTERNAL, PUBLIC
from gisapi.tiles.catalogue import LAYERS
from gisapi.views.tiles import MEDIA
from infra.models import Bridge, Culvert, Finding, Inspection, KmPost, Posting, Road, Section, SharedStretch, Work
from tests.gisapi.asking import read, refused
from tests.gisapi.tiles.test_render import layers_of, tile_of
from tests.network import SOURCE, Network, guest_of, up

SECRET = "BIMAT"
RECORDED = ("inspections", "postings", "works", "shared-stretches")


@pytest.fixture
def secrets(net: Network) -> dict[str, Any]:
    """A hidden road with all that stands on it, hidden things on an open road, and a secret note on everything."""
    hidden = Road.objects.create(
        code="QL.BIMAT",
        name="Đường BIMAT",
        road_class_id="QL",
        centreline=net.ql.centreline,
        is_published=False,
        source=SOURCE,
    )
    post = KmPost.objects.create(road=hidden, km=77, geom=up(0), source=SOURCE)
    section = Section.objects.create(road=hidden, from_m=0, to_m=900, source=SOURCE)
    kept: dict[str, Any] = {
        "road": hidden, "post": post, "section": section,
        "bridge": Bridge.objects.create(
            road=net.ql, located_by="chainage", at_m=600, name="Cầu BIMAT", is_published=False, source=SOURCE
        ),
        "culvert": Culvert.objects.create(
            road=net.ql, located_by="chainage", at_m=700, name="Cống BIMAT", is_published=False, source=SOURCE
        ),
        "open_bridge_on_hidden_road": Bridge.objects.create(
            road=hidden, located_by="chainage", at_m=800, name="Cầu Mở", source=SOURCE
        ),
    }  # fmt: skip
    kept |= {"open_road": net.ql, "open_bridge": net.near_bridge}
    for about in ({"bridge": kept["bridge"]}, {"road": hidden, "from_m": 0, "to_m": 900}, {"bridge": net.near_bridge}):
        keep_records(about)
    keep_records({"road": net.ql, "from_m": 0, "to_m": 900}, is_published=False, vehicle_type=SECRET)
    guest = guest_of(net.ql)
    for road, host, from_m, to_m in ((guest, hidden, 500, 1500), (hidden, net.ql, 3500, 4500)):
        SharedStretch.objects.create(road=road, host=host, from_m=from_m, to_m=to_m, source=SOURCE)
    SharedStretch.objects.create(road=guest, host=net.ql, from_m=1500, to_m=2500, is_published=False, source=SECRET)
    for model in (Road, KmPost, Section, Bridge, Culvert, Inspection, Posting, Work, SharedStretch):
        model.objects.update(note=f"ghi chú {SECRET}")
    return kept


def keep_records(about: dict[str, Any], *, is_published: bool = True, vehicle_type: str = "") -> None:
    """One record of each kind, with a secret in every field that is kept inside."""
    row = about | {"is_published": is_published, "source": SOURCE}
    inspection = Inspection.objects.create(inspection_type_id="DK", done_on="2026-01-01", organisation=SECRET, **row)
    Finding.objects.create(inspection=inspection, component_id="MO", defect=SECRET, recommendation=SECRET)
    Posting.objects.create(sign_id="P115", limit_t=8, above_load_reason=SECRET, vehicle_type=vehicle_type, **row)
    Work.objects.create(kind_id="SCDK", planned_on="2026-01-01", contractor=SECRET, decision_number=SECRET, **row)


def files(base: str) -> Iterator[str]:
    """A collection in every form of a file; FlatGeobuf refuses features without a place."""
    yield from (f"{base}/items?f={form}" for form in FILES if form != "fgb")
    yield f"{base}/items?f=fgb&bbox=100,0,120,30"


def pages(base: str, group_by: tuple[str, ...]) -> Iterator[str]:
    """A collection as a browser gets it."""
    yield from (f"{base}/{page}f=html" for page in ("items?limit=1000&", "schema?", "queryables?"))
    yield f"{base}/statistics?group-by={','.join(group_by)}&f=html"


def addresses(kept: dict[str, Any]) -> Iterator[str]:
    """Every address that answers with features or about them."""
    for name, collection in COLLECTIONS.items():
        base = f"/api/collections/{name}"
        yield from files(base)
        yield from (base, f"{base}/items", f"{base}/items?limit=1000&count=true", f"{base}/items?crs=EPSG:5897")
        yield f"{base}/statistics?group-by={','.join(collection.group_by)}"
        yield from pages(base, collection.group_by)
        for zoom in (8, 12, 16):
            x, y = tile_of(105.5, up(650).y, zoom)
            yield from (f"{base}/tiles/WebMercatorQuad/{zoom}/{y}/{x}?f={form}" for form in ("mvt", "geojson"))
        if collection.kind in ("road", "bridge", "culvert"):
            yield f"{base}/items?q=bimat"
    for z in range(23):
        x, y = tile_of(105.5, up(650).y, z)
        yield from (f"/tiles/{','.join(LAYERS)}/{z}/{x}/{y}.{form}" for form in ("mvt", "geojson"))
    yield f"/tiles/{','.join(LAYERS)}.json"
    yield from (
        "/api/",
        "/api/conformance",
        "/api/collections",
        "/api/code-lists",
        "/api/openapi.json",
        "/api/docs",
        "/api/session",
    )
    yield from ("/api/search?q=bimat", "/api/search?q=QL.BIMAT+Km77", "/api/search?q=cau", "/api/search?q=cong")
    yield f"/api/locate?lon=105.5&lat={up(650).y}&within=5000&limit=50"
    yield "/api/locate?road=QL.BIMAT&chainage=Km77%2B100"
    yield "/api/collections/bridges/items?road=QL.BIMAT"
    for feature, name in (
        ("road", "roads"),
        ("post", "km-posts"),
        ("section", "sections"),
        ("bridge", "bridges"),
        ("culvert", "culverts"),
    ):
        yield f"/api/collections/{name}/items/{kept[feature].public_id}"
        yield f"/api/collections/{name}/items/{kept[feature].public_id}/history"
    yield from recorded_of(kept)


def recorded_of(kept: dict[str, Any]) -> Iterator[str]:
    """What is open on or beside hidden things, and where their records are listed."""
    for name in ("open_bridge_on_hidden_road", "open_bridge"):
        yield from (f"/api/collections/bridges/items/{kept[name].public_id}{form}" for form in ("", "?f=html"))
    names = {"road": "roads", "section": "sections", "bridge": "bridges", "culvert": "culverts"}
    for feature, name in (names | {"open_road": "roads", "open_bridge": "bridges"}).items():
        yield from (f"/api/collections/{name}/items/{kept[feature].public_id}/{records}" for records in RECORDED)


def secret_words(kept: dict[str, Any]) -> list[bytes]:
    hidden = [kept[name].public_id for name in ("road", "post", "section", "bridge", "culvert")]
    return [word.encode() for word in (SECRET, *hidden)]


def plain(body: bytes) -> bytes:
    """A workbook is a zip: what is in it."""
    if not body.startswith(b"PK"):
        return body
    with zipfile.ZipFile(io.BytesIO(body)) as packed:
        return b"".join(packed.read(name) for name in packed.namelist())


def leaks(browser: Client, kept: dict[str, Any]) -> list[str]:
    """The addresses whose answer holds a secret that the question did not."""
    found = []
    for address in addresses(kept):
        answer = browser.get(address)
        body = plain(answer.getvalue())
        if answer.get("Content-Type") == MEDIA["mvt"]:
            ids = (one["public_id"] or "" for row in layers_of(body).values() for one in row["features"])
            body += " ".join(ids).encode()
        if answer.status_code in (400, 401, 404, 422):  # a refusal repeats what was asked, nothing more
            problem = json.loads(body)
            body = json.dumps([problem["code"], sorted(problem["facts"])]).encode()
        body = body.split(b'"links":')[0] + body.split(b"]", 1)[-1] if b'"links":' in body else body
        if any(word in body for word in secret_words(kept)):
            found.append(address)
    return found


def test_nothing_leaks_to_an_anonymous_visitor(client: Client, secrets: dict[str, Any], commune: Any) -> None:
    assert leaks(client, secrets) == []


def test_the_walk_would_see_a_leak(engineer: Client, secrets: dict[str, Any], commune: Any) -> None:
    """The same walk by an engineer, who may see it all, meets the secrets nearly everywhere: the net has no holes."""
    found = leaks(engineer, secrets)
    for name in ("roads", "km-posts", "sections", "bridges", "culverts"):
        assert f"/api/collections/{name}/items" in found
        assert any(
            address.startswith(f"/api/collections/{name}/tiles/") and address.endswith("mvt") for address in found
        )
        assert any(
            address.startswith(f"/api/collections/{name}/tiles/") and address.endswith("geojson") for address in found
        )
    for form in set(FILES) - {"dxf", "form"}:  # a drawing holds labels, no fields; a bridge has no form
        assert any(f"bridges/items?f={form}" in address for address in found), form
    assert any(address.endswith("/history") for address in found)
    for page in ("items?limit=1000&f=html", "managing_unit&f=html", f"{secrets['open_bridge'].public_id}?f=html"):
        assert any(page in address for address in found), page
    assert {address.rpartition("/")[2] for address in found} >= set(RECORDED)
    assert {"/api/search?q=bimat", "/api/locate?road=QL.BIMAT&chainage=Km77%2B100"} <= set(found)
    assert any(address.startswith("/api/locate?lon") for address in found)


def test_hidden_rows_are_not_counted(client: Client, engineer: Client, secrets: dict[str, Any]) -> None:
    counts = {
        name: [read(browser, f"/api/collections/{name}/statistics")["total"]["count"] for browser in (client, engineer)]
        for name in ("roads", "km-posts", "sections", "bridges", "culverts")
    }
    assert counts == {"roads": [4, 5], "km-posts": [6, 7], "sections": [3, 4], "bridges": [3, 4], "culverts": [2, 3]}


def test_an_open_bridge_on_a_hidden_road_is_shown_without_its_road(client: Client, secrets: dict[str, Any]) -> None:
    feature = read(client, f"/api/collections/bridges/items/{secrets['open_bridge_on_hidden_road'].public_id}")
    told = feature["properties"]
    assert (told["name"], told["road"], told["road_id"], told["chainage"]) == ("Cầu Mở", None, None, "")


ALONG = {"at_m": None, "side": None, "offset_m": None, "stated_km": None, "stated_m": None, "stated_text": ""}


@pytest.mark.parametrize("name", ["bridges", "culverts"])
def test_nor_does_it_say_where_along_that_road(
    client: Client, engineer: Client, secrets: dict[str, Any], name: str
) -> None:
    """`chainage` was withheld, yet the text it was read from and the measure were told."""
    model = Bridge if name == "bridges" else Culvert
    stated = {"stated_km": 77, "stated_m": 800, "stated_text": "Km77+800", "side_id": "TRAI", "offset_m": -2}
    made = model.objects.create(road=secrets["road"], located_by="chainage", at_m=800, source=SOURCE, **stated)
    base = f"/api/collections/{name}/items"
    one = read(client, f"{base}/{made.public_id}")["properties"]
    of_page = next(row for row in read(client, f"{base}?limit=1000")["features"] if row["id"] == made.public_id)
    assert {key: one[key] for key in ALONG} == ALONG
    assert {key: of_page["properties"][key] for key in ALONG} == ALONG
    assert one["position_gap_m"] is None
    known = read(engineer, f"{base}/{made.public_id}")["properties"]
    assert (known["at_m"], known["stated_text"], known["position_gap_m"]) == (800, "Km77+800", 0)


def test_a_hidden_feature_is_not_found_rather_than_forbidden(client: Client, secrets: dict[str, Any]) -> None:
    refused(client.get(f"/api/collections/bridges/items/{secrets['bridge'].public_id}"), 404, "not-found")
    refused(client.get("/api/locate?road=QL.BIMAT&chainage=Km77"), 404, "not-found", "road")


@pytest.mark.parametrize("name", COLLECTIONS)
def test_every_field_is_either_public_or_kept_inside_on_purpose(
    client: Client, engineer: Client, net: Network, recorded: None, commune: Any, name: str
) -> None:
    listed = read(engineer, f"/api/collections/{name}/items")["features"][0]
    single = f"/api/collections/{name}/items/{listed['id']}"
    everything = set(read(engineer, single)["properties"])
    assert everything <= PUBLIC[name] | INTERNAL
    assert everything >= PUBLIC[name]
    assert set(read(client, single)["properties"]) == PUBLIC[name]
    assert set(read(client, f"/api/collections/{name}/items")["features"][0]["properties"]) == PUBLIC[name] & set(
        listed["properties"]
    )
