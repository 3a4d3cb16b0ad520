"""The pages one comes in by: landing, conformance, collections, tilesets."""

from typing import Any

from gisapi.collections import COLLECTIONS, Collection
from gisapi.pages.documents import API, LIST, Page, trail_of
from gisapi.pages.values import amount


def landing(told: dict[str, Any]) -> Page:
    """`/api/`."""
    return Page(
        "landing", "Dữ liệu cầu đường", "Road data", (), {"told": told, "collections": list(COLLECTIONS.values())}
    )


def conformance(told: dict[str, Any]) -> Page:
    """`/api/conformance`."""
    return Page("conformance", "Chuẩn đã theo", "Conformance", facts={"told": told})


def collections(told: dict[str, Any]) -> Page:
    """`/api/collections`."""
    rows = [(COLLECTIONS[row["id"]], row) for row in told["collections"]]
    return Page("collections", "Bộ dữ liệu", "Collections", facts={"told": told, "rows": rows})


def collection(told: dict[str, Any]) -> Page:
    """`/api/collections/{c}`."""
    row = COLLECTIONS[told["id"]]
    facts = {
        "told": told,
        "collection": row,
        "boxes": ["; ".join(map(amount, box)) for box in told["extent"]["spatial"]["bbox"]],
        "group_by": [row.fields.get(name) or name for name in told["groupBy"]],
    }
    return Page("collection", row.title_vi, row.title_en, (API, LIST), facts)


def tilesets(told: dict[str, Any], *, of: Collection) -> Page:
    """`/api/collections/{c}/tiles`."""
    return Page("tree", "Bộ ô bản đồ", "Tilesets", trail_of(of), {"told": _bare(told)})


def tileset(told: dict[str, Any], *, of: Collection) -> Page:
    """`/api/collections/{c}/tiles/WebMercatorQuad`."""
    above = (f"/api/collections/{of.name}/tiles", "Bộ ô bản đồ", "Tilesets")
    return Page("tree", "WebMercatorQuad", "Tileset", trail_of(of, above), {"told": _bare(told)})


def matrix_sets(told: dict[str, Any]) -> Page:
    """`/api/tileMatrixSets`."""
    return Page("tree", "Hệ ô bản đồ", "Tile matrix sets", facts={"told": _bare(told)})


def _bare(told: dict[str, Any]) -> dict[str, Any]:
    """Without the links, which every page lists in one place."""
    return {name: value for name, value in told.items() if name != "links"}
