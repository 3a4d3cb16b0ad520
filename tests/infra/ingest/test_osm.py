"""OpenStreetMap extracts: roads by their number, bridges and culverts by the middle of their way, the attribution in every record."""

import struct
from collections.abc import Iterable
from datetime import date
from pathlib import Path

import pytest

from infra.ingest import FileRefused, Wish, plan_import, run_import
from infra.ingest.readers import osm
from infra.models import Bridge, Culvert, Road
from tests.network import Network, build, up

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 25)
CREDIT = "© người đóng góp OpenStreetMap (ODbL)"
Way = tuple[int, tuple[int, ...], dict[str, str]]
NODES = {n: up(metres, lon) for n, (metres, lon) in enumerate(
    [(0, 105.8), (1000, 105.8), (2000, 105.8), (490, 105.50004), (510, 105.50004), (1190, 105.5), (1210, 105.5), (0, 105.9), (50, 105.9)], 1
)}  # fmt: skip
WAYS: list[Way] = [
    (10, (1, 2), {"highway": "secondary", "ref": "ĐT 988;QL.1", "name": "Đường tỉnh 988"}),
    (11, (2, 3), {"highway": "secondary", "ref": "DT988", "name": "Đường tỉnh 988"}),
    (12, (4, 5), {"highway": "primary", "bridge": "yes", "name": "Cầu Trên Bản Đồ"}),
    (13, (6, 7), {"waterway": "canal", "tunnel": "culvert"}),
    (14, (8, 9), {"highway": "residential", "name": "Hẻm"}),
    (15, (8, 9), {"waterway": "river", "name": "Sông"}),
]


def varint(value: int) -> bytes:
    out = bytearray()
    while value > 127:
        out.append(value & 127 | 128)
        value >>= 7
    return bytes([*out, value])


def zigzag(value: int) -> bytes:
    return varint(value << 1 ^ value >> 63)


def whole(field: int, encoded: bytes) -> bytes:
    return varint(field << 3) + encoded


def inside(field: int, content: bytes) -> bytes:
    return varint(field << 3 | 2) + varint(len(content)) + content


def block(kind: str, content: bytes) -> bytes:
    blob = inside(1, content)
    header = inside(1, kind.encode()) + whole(3, varint(len(blob)))
    return struct.pack(">I", len(header)) + header + blob


def pbf(path: Path, ways: Iterable[Way] = tuple(WAYS)) -> Path:
    """An extract as the format's own page describes it: a header, and one block of nodes and ways."""
    ways = list(ways)
    words = ["", *sorted({word for _, _, tags in ways for pair in tags.items() for word in pair})]
    nodes = b"".join(
        inside(1, whole(1, zigzag(n)) + whole(8, zigzag(round(p.y * 1e7))) + whole(9, zigzag(round(p.x * 1e7))))
        for n, p in NODES.items()
    )
    told = b""
    for way_id, refs, tags in ways:
        keys = b"".join(varint(words.index(key)) for key in tags)
        values = b"".join(varint(words.index(value)) for value in tags.values())
        steps = b"".join(zigzag(b - a) for a, b in zip((0, *refs), refs, strict=False))
        told += inside(3, whole(1, varint(way_id)) + inside(2, keys) + inside(3, values) + inside(8, steps))
    table = b"".join(inside(1, word.encode()) for word in words)
    header = inside(4, b"OsmSchema-V0.6")
    path.write_bytes(
        block("OSMHeader", header) + block("OSMData", inside(1, table) + inside(2, nodes) + inside(2, told))
    )
    return path


@pytest.fixture
def net(db: None) -> Network:
    return build()


@pytest.fixture
def extract(tmp_path: Path) -> Path:
    return pbf(tmp_path / "bac-lieu.osm.pbf")


def test_ways_of_one_number_are_one_road(net: Network, extract: Path) -> None:
    wish = Wish(source="OSM 2026-11", kind="road")
    plan = plan_import(extract, wish, as_at=TODAY)
    assert [(one.title, one.outcome) for one in plan.rows] == [("ĐT.988 · Đường tỉnh 988", "create")]
    remark = next(one for one in plan.findings if one.code == "reader-remark")
    assert "2 đoạn đường" in str(remark.value)
    assert run_import(extract, wish, as_at=TODAY).counts["create"] == 1
    made = Road.objects.get(code="ĐT.988")
    assert made.centreline is not None
    assert (made.centreline.num_geom, made.source) == (1, f"OSM 2026-11 · {CREDIT}")
    assert run_import(extract, wish, as_at=TODAY).counts["unchanged"] == 1


def test_a_bridge_and_a_culvert_stand_where_their_way_has_its_middle(net: Network, extract: Path) -> None:
    assert run_import(extract, Wish(source="OSM", kind="bridge"), as_at=TODAY).counts["create"] == 1
    bridge = Bridge.objects.get(name="Cầu Trên Bản Đồ")
    assert (bridge.road.code, round(bridge.at_m), round(bridge.length_m or 0)) == ("QL.9T", 500, 20)
    assert bridge.source == f"OSM · {CREDIT} [osm_bridge=12]"
    assert run_import(extract, Wish(source="OSM", kind="culvert"), as_at=TODAY).counts["create"] == 1
    assert Culvert.objects.get(source__contains="osm_culvert=13").road.code == "QL.9T"
    again = run_import(extract, Wish(source="OSM", kind="culvert"), as_at=TODAY)
    assert again.counts["unchanged"] == 1


def test_what_is_wanted_of_an_extract_must_be_said(net: Network, extract: Path) -> None:
    with pytest.raises(FileRefused) as refused:
        plan_import(extract, Wish(source="OSM"), as_at=TODAY)
    assert refused.value.facts["reason"] == "several-tables"


def test_xml_is_read_alike_and_a_torn_file_is_said(net: Network, tmp_path: Path, extract: Path) -> None:
    nodes = "".join(f'<node id="{n}" lat="{p.y:.7f}" lon="{p.x:.7f}"/>' for n, p in NODES.items())
    ways = "".join(
        f'<way id="{way_id}">'
        + "".join(f'<nd ref="{n}"/>' for n in refs)
        + "".join(f'<tag k="{key}" v="{value}"/>' for key, value in tags.items())
        + "</way>"
        for way_id, refs, tags in WAYS
    )
    path = tmp_path / "x.osm"
    path.write_text(f'<?xml version="1.0"?><osm version="0.6">{nodes}{ways}</osm>', encoding="utf-8")
    wish = Wish(source="OSM", kind="bridge")
    assert [one.facts for one in plan_import(path, wish, as_at=TODAY).rows] == [
        one.facts for one in plan_import(extract, wish, as_at=TODAY).rows
    ]
    torn = tmp_path / "torn.osm.pbf"
    torn.write_bytes(extract.read_bytes()[:-40])
    with pytest.raises(FileRefused) as refused:
        plan_import(torn, wish, as_at=TODAY)
    assert refused.value.facts["reason"] == "file-damaged"


def test_an_extract_of_a_country_is_refused_before_it_fills_the_memory(
    net: Network, extract: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(osm, "MOST_WAYS", 3)
    with pytest.raises(FileRefused) as refused:
        plan_import(extract, Wish(source="OSM", kind="road"), as_at=TODAY)
    assert refused.value.facts["reason"] == "osm-too-large"
