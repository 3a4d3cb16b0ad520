"""The quad tree of Web Mercator as OGC's Two Dimensional Tile Matrix Set standard (2.0) writes it. Pure."""

from typing import Any

from gisapi.tiles.address import EDGE_M, MAX_ZOOM

NAME = "WebMercatorQuad"
URI = f"http://www.opengis.net/def/tilematrixset/OGC/1.0/{NAME}"
CRS = "http://www.opengis.net/def/crs/EPSG/0/3857"
TILE_PX = 256
"""Width and height of a tile in cells, as the standard counts them; tiles of vectors have no pixels."""
PIXEL_M = 0.00028
"""The size of a pixel by which the standard turns cells into scales."""


def matrix_set() -> dict[str, Any]:
    """The tile matrix set, JSON."""
    return {
        "id": NAME,
        "title": "Google Maps Compatible for the World",
        "uri": URI,
        "crs": CRS,
        "orderedAxes": ["X", "Y"],
        "wellKnownScaleSet": "http://www.opengis.net/def/wkss/OGC/1.0/GoogleMapsCompatible",
        "tileMatrices": [_matrix(z) for z in range(MAX_ZOOM + 1)],
    }


def _matrix(z: int) -> dict[str, Any]:
    cell_m = 2 * EDGE_M / TILE_PX / 2**z
    return {
        "id": str(z),
        "scaleDenominator": cell_m / PIXEL_M,
        "cellSize": cell_m,
        "cornerOfOrigin": "topLeft",
        "pointOfOrigin": [-EDGE_M, EDGE_M],
        "tileWidth": TILE_PX,
        "tileHeight": TILE_PX,
        "matrixWidth": 2**z,
        "matrixHeight": 2**z,
    }
