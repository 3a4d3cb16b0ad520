"""`python -m bench.split_road 7`: makes a road with 1,000 things on it, shows its split so many times, prints the milliseconds, leaves nothing."""

import sys
import time
from itertools import pairwise

import django

BENDS, SECTIONS, BRIDGES, POSTS = 5000, 600, 300, 100


def main(repetitions: int) -> None:
    """One transaction, undone at its end."""
    django.setup()
    from django.db import transaction

    from infra.models import Road
    from infra.network.behaviours import Asked
    from infra.services.network.running import operate
    from infra.services.network.split import Split

    with transaction.atomic():
        road, length_m = _road()
        for repetition in range(repetitions + 1):
            operation = Split(Road.objects.get(pk=road.pk), length_m / 2, {})
            began = time.perf_counter()
            operate(operation, Asked("split", {}), by=None)
            if repetition:
                print(round(1000 * (time.perf_counter() - began), 1))
        transaction.set_rollback(True)


def _road() -> tuple["Road", float]:  # type: ignore[name-defined]  # noqa: F821 (Django is set up by then)
    """A road of 155 km with 5,000 vertices; things spread over it evenly."""
    from django.contrib.gis.geos import LineString, MultiLineString, Point

    from infra.models import Bridge, KmPost, Road, RoadLine, Section

    places = [(105.5 + 0.0002 * n, 9.2 + 0.0001 * (n % 7)) for n in range(BENDS)]
    line = MultiLineString(LineString(places), srid=4326)
    road = Road.objects.create(
        code="BENCH.SPLIT", road_class_id="DT", start_km=0, start_m=0, centreline=line, source="bench"
    )
    length_m = RoadLine.objects.get(road=road).length_m
    ends = [length_m * n / SECTIONS for n in range(SECTIONS + 1)]
    Section.objects.bulk_create(
        Section(road=road, from_m=from_m, to_m=to_m, source="bench") for from_m, to_m in pairwise(ends)
    )
    Bridge.objects.bulk_create(
        Bridge(road=road, located_by="chainage", at_m=length_m * (n + 0.5) / BRIDGES, source="bench")
        for n in range(BRIDGES)
    )
    KmPost.objects.bulk_create(
        KmPost(road=road, km=n + 1, geom=Point(*places[n * BENDS // POSTS], srid=4326), source="bench")
        for n in range(POSTS)
    )
    return road, length_m


if __name__ == "__main__":
    main(int(sys.argv[1]))
