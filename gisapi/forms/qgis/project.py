"""A QGIS project: its layers in groups with Vietnamese names, the look of the map, a coordinate system and an extent. Pure."""

import io
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol
from xml.etree import ElementTree as ET

from gisapi.collections import Collection
from gisapi.fields import Field
from gisapi.forms.qgis.layer import GEOMETRIES, VERSION, Meanings, add_crs, add_forms, add_look, document
from infra.crs import SRIDS, WGS84

Box = tuple[float, float, float, float]
GROUPS = (
    ("Công trình", ("bridges", "culverts", "km-posts")),
    ("Tuyến đường", ("sections", "roads")),
    ("Sông, kênh", ("waterways",)),
    ("Hành chính", ("communes",)),
)
"""Group → its collections, the topmost first."""


class Drawn(Protocol):
    """What a project draws. `shown`: from the start; `add_to`: writes its `maplayer`."""

    @property
    def id(self) -> str: ...
    @property
    def title(self) -> str: ...
    @property
    def source(self) -> str: ...
    @property
    def provider(self) -> str: ...
    @property
    def shown(self) -> bool: ...
    def add_to(self, layers: ET.Element, meanings: Meanings) -> None: ...


def layer_id(name: str) -> str:
    """QGIS gives a layer whose id has less than 16 characters another one, and the tree, which names the old one, then shows nothing of it."""
    return f"cauduong_layer_{name.replace('-', '_')}"


@dataclass(frozen=True, slots=True)
class Layer:
    """One vector layer. `source`, `provider`: as QGIS's data providers take them; `written`: the fields people may fill in, none of a layer that is read only."""

    collection: Collection
    fields: Sequence[Field]
    source: str
    provider: str
    srid: int = WGS84
    written: frozenset[str] = frozenset()
    shown: bool = True

    @property
    def id(self) -> str:
        """Its id in the project."""
        return layer_id(self.collection.name)

    @property
    def title(self) -> str:
        """What it is called in the project."""
        return self.collection.title_vi

    def add_to(self, layers: ET.Element, meanings: Meanings) -> None:
        """Its look and its forms."""
        layer = ET.SubElement(
            layers, "maplayer", type="vector", geometry=GEOMETRIES[self.collection.shape], hasScaleBasedVisibilityFlag="0",
            readOnly=str(int(not self.written)),
        )  # fmt: skip
        describe(layer, self, self.srid)
        add_look(layer, self.collection, self.fields, meanings)
        add_forms(layer, self.fields, meanings, self.written)


@dataclass(frozen=True, slots=True)
class Project:
    """`groups`: title → layers, drawn from the first on top. `extent`: in the project's own system."""

    title: str
    srid: int
    extent: Box
    groups: Sequence[tuple[str, Sequence[Drawn]]]


def qgs(project: Project, meanings: Meanings) -> str:
    """The project file."""
    root = ET.Element("qgis", projectname=project.title, version=VERSION)
    ET.SubElement(root, "title").text = project.title
    add_crs(ET.SubElement(root, "projectCrs"), project.srid)
    systems = ET.SubElement(ET.SubElement(root, "properties"), "SpatialRefSys")
    ET.SubElement(systems, "ProjectionsEnabled", type="int").text = "1"  # without it QGIS reads no system
    tree = ET.SubElement(root, "layer-tree-group")
    for title, layers in project.groups:
        group = ET.SubElement(tree, "layer-tree-group", name=title, checked="Qt::Checked", expanded="1")
        for one in layers:
            ET.SubElement(
                group, "layer-tree-layer", id=one.id, name=one.title, expanded="0", providerKey=one.provider, source=one.source,
                checked="Qt::Checked" if one.shown else "Qt::Unchecked",
            )  # fmt: skip
    layers = [one for _, inside in project.groups for one in inside]
    _canvas(root, project)
    kept = ET.SubElement(root, "projectlayers")
    for one in layers:
        one.add_to(kept, meanings)
    order = ET.SubElement(root, "layerorder")
    for one in layers:
        ET.SubElement(order, "layer", id=one.id)
    return document(root)


def describe(layer: ET.Element, one: Drawn, srid: int) -> None:
    """What every layer says of itself."""
    ET.SubElement(layer, "id").text = one.id
    ET.SubElement(layer, "datasource").text = one.source
    ET.SubElement(layer, "layername").text = one.title
    add_crs(ET.SubElement(layer, "srs"), srid)
    ET.SubElement(layer, "provider", encoding="UTF-8").text = one.provider


def _canvas(root: ET.Element, project: Project) -> None:
    canvas = ET.SubElement(root, "mapcanvas", name="theMapCanvas")
    ET.SubElement(canvas, "units").text = "meters" if SRIDS[project.srid].projected else "degrees"
    extent = ET.SubElement(canvas, "extent")
    for name, value in zip(("xmin", "ymin", "xmax", "ymax"), project.extent, strict=True):
        ET.SubElement(extent, name).text = repr(value)
    add_crs(ET.SubElement(canvas, "destinationsrs"), project.srid)


def qgz(text: str, name: str) -> bytes:
    """The project packed as QGIS packs it."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as pack:
        pack.writestr(f"{name}.qgs", text)
    return packed.getvalue()
