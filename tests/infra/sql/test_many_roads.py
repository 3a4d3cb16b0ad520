"""Many roads written by one statement have what each would have alone."""

import pytest
from django.contrib.gis.geos import MultiLineString

from infra.models import Road
from tests.network import line
from tests.sql import rows

pytestmark = pytest.mark.django_db
_DERIVED = """
select l.geom::text, l.geom_3857::text, l.length_m, l.calibration, array(select (p.km, p.at_m, p.is_real)::text from road_post p where p.road_id = r.id order by p.km),
       array(select (p.from_m, p.to_m, p.geom)::text from road_piece p where p.road_id = r.id order by p.from_m)
  from road r left join road_line l on l.road_id = r.id where r.code like %s order by r.code
"""
SHAPES = (
    (MultiLineString(line(*range(0, 3001, 100)), srid=4326), 0, 0),
    (MultiLineString(line(0, 900), line(1400, 2600), srid=4326), 7, 250),
    (MultiLineString(line(0, 1000), srid=4326), None, None),
    (None, 3, 0),
)


def roads(prefix: str) -> list[Road]:
    return [
        Road(code=f"{prefix}{n}", road_class_id="DX", centreline=shape, start_km=km, start_m=m, source="thử")
        for n, (shape, km, m) in enumerate(SHAPES)
    ]


def test_they_are_measured_and_read_as_each_alone(code_lists: None) -> None:
    Road.objects.bulk_create(roads("M."))
    for road in roads("E."):
        road.save()
    together, alone = rows(_DERIVED, "M.%"), rows(_DERIVED, "E.%")
    assert together == alone
    assert [(row[2] and round(row[2]), row[3], len(row[5])) for row in together] == [
        (3000, "nominal", 2), (2100, "nominal", 2), (1000, "none", 1), (None, None, 0),
    ]  # fmt: skip
    assert [len(row[4]) for row in together] == [3, 3, 0, 1]
