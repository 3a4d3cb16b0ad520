"""Where there is anything: the box of the administrative units in force."""

from django.contrib.gis.db.models import Extent

from infra.crs import transform
from infra.models import AdministrativeUnit

Box = tuple[float, float, float, float]
VIET_NAM: Box = (102.0, 6.0, 118.0, 24.0)
"""Degrees; land and islands."""


def home(srid: int) -> Box:
    """The box of the units' outlines in a system, Việt Nam's where there are none."""
    units = AdministrativeUnit.objects.filter(valid_to__isnull=True)
    west, south, east, north = units.aggregate(box=Extent("geom"))["box"] or VIET_NAM
    corners = [transform(x, y, 4326, srid) for x in (west, east) for y in (south, north)]
    xs, ys = zip(*corners, strict=True)
    return min(xs), min(ys), max(xs), max(ys)


def outlines() -> str:
    """The outlines of the provinces in force as one GeoJSON geometry, to about a kilometre; an empty one where there are none."""
    units = AdministrativeUnit.objects.filter(valid_to__isnull=True, level_id="PROVINCE", geom__isnull=False)
    shapes = [unit.geom.simplify(0.008, preserve_topology=True) for unit in units.only("geom")]
    return '{"type":"GeometryCollection","geometries":[' + ",".join(shape.geojson for shape in shapes) + "]}"


def unit_name(code: str) -> str:
    """What a unit is called; its code where nobody knows it. Of several that bore the code, the latest."""
    named = AdministrativeUnit.objects.filter(code=code.partition("@")[0]).order_by("-valid_from").first()
    return named.name_vi if named else code
