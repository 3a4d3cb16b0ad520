"""A QGIS project: its layers in groups with Vietnamese names, the look of the map, a coordinate system and an extent. Pure."""

import io
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from xml.etree import ElementTree as ET

from pyproj import CRS

from gisapi.collections import Collection
from gisapi.fields import Field
from gisapi.forms.qgis.layer import GEOMETRIES, VERSION, Meanings, add_forms, add_look
from infra.crs import SRIDS, WGS84

Box = tuple[float, float, float, float]
GROUPS = (
    ("Công trình", ("bridges", "culverts", "km-posts")),
    ("Tuyến đường", ("sections", "roads")),
    ("Hành chính", ("communes",)),
)
"""Group → its collections, the topmost first."""


@dataclass(frozen=True, slots=True)
class Layer:
    """One vector layer. `source`, `provider`: as QGIS's data providers take them; `written`: the fields people may fill in, none of a layer that is read only."""

    collection: Collection
    fields: Sequence[Field]
    source: str
    provider: str
    srid: int = WGS84
    written: frozenset[str] = frozenset()

    @property
    def id(self) -> str:
        """Its id in the project."""
        return self.collection.name.replace("-", "_")


@dataclass(frozen=True, slots=True)
class Project:
    """`groups`: title → layers, drawn from the first on top. `extent`: in the project's own system."""

    title: str
    srid: int
    extent: Box
    groups: Sequence[tuple[str, Sequence[Layer]]]


def qgs(project: Project, meanings: Meanings) -> str:
    """The project file."""
    root = ET.Element("qgis", projectname=project.title, version=VERSION)
    ET.SubElement(root, "title").text = project.title
    _crs(ET.SubElement(root, "projectCrs"), project.srid)
    systems = ET.SubElement(ET.SubElement(root, "properties"), "SpatialRefSys")
    ET.SubElement(systems, "ProjectionsEnabled", type="int").text = "1"  # without it QGIS reads no system
    tree = ET.SubElement(root, "layer-tree-group")
    for title, layers in project.groups:
        group = ET.SubElement(tree, "layer-tree-group", name=title, checked="Qt::Checked", expanded="1")
        for one in layers:
            ET.SubElement(
                group, "layer-tree-layer", id=one.id, name=one.collection.title_vi, checked="Qt::Checked", expanded="0",
                providerKey=one.provider, source=one.source,
            )  # fmt: skip
    layers = [one for _, inside in project.groups for one in inside]
    _canvas(root, project)
    _layers(root, layers, meanings)
    order = ET.SubElement(root, "layerorder")
    for one in layers:
        ET.SubElement(order, "layer", id=one.id)
    return "<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>\n" + ET.tostring(root, encoding="unicode")


def _layers(root: ET.Element, layers: Sequence[Layer], meanings: Meanings) -> None:
    kept = ET.SubElement(root, "projectlayers")
    for one in layers:
        geometry = GEOMETRIES[one.collection.shape]
        layer = ET.SubElement(
            kept, "maplayer", type="vector", geometry=geometry, hasScaleBasedVisibilityFlag="0",
            readOnly=str(int(not one.written)),
        )  # fmt: skip
        ET.SubElement(layer, "id").text = one.id
        ET.SubElement(layer, "datasource").text = one.source
        ET.SubElement(layer, "layername").text = one.collection.title_vi
        _crs(ET.SubElement(layer, "srs"), one.srid)
        ET.SubElement(layer, "provider", encoding="UTF-8").text = one.provider
        add_look(layer, one.collection, one.fields, meanings)
        add_forms(layer, one.fields, meanings, one.written)


def _canvas(root: ET.Element, project: Project) -> None:
    canvas = ET.SubElement(root, "mapcanvas", name="theMapCanvas")
    ET.SubElement(canvas, "units").text = "meters" if SRIDS[project.srid].projected else "degrees"
    extent = ET.SubElement(canvas, "extent")
    for name, value in zip(("xmin", "ymin", "xmax", "ymax"), project.extent, strict=True):
        ET.SubElement(extent, name).text = repr(value)
    _crs(ET.SubElement(canvas, "destinationsrs"), project.srid)


def _crs(parent: ET.Element, srid: int) -> None:
    system = ET.SubElement(parent, "spatialrefsys")
    ET.SubElement(system, "wkt").text = CRS.from_epsg(srid).to_wkt()
    ET.SubElement(system, "authid").text = f"EPSG:{srid}"


def qgz(text: str, name: str) -> bytes:
    """The project packed as QGIS packs it."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as pack:
        pack.writestr(f"{name}.qgs", text)
    return packed.getvalue()
