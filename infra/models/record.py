"""What every record has: the one thing it is about, and the place that follows from it."""

from datetime import date

from django.contrib.gis.db import models
from django.contrib.postgres.indexes import GistIndex
from django.db.models import PROTECT, CheckConstraint, F, Q

from infra.models.asset import Asset, mercator_column

SUBJECTS = ("bridge", "culvert", "road")


class Record(Asset):
    """Something found, signed or done at a bridge, a culvert or a stretch of road `from_m`..`to_m` (measures).

    A stretch, not a section: sections are cut anew when the road is resurfaced, and what was found stays true of
    the metres it was found on. `geom` (EPSG:4326) is the bridge's point or the road's stretch, by trigger.
    """

    bridge = models.ForeignKey("infra.Bridge", PROTECT, null=True, blank=True, related_name="%(class)ss")
    culvert = models.ForeignKey("infra.Culvert", PROTECT, null=True, blank=True, related_name="%(class)ss")
    road = models.ForeignKey("infra.Road", PROTECT, null=True, blank=True, related_name="%(class)ss")
    from_m = models.FloatField(null=True, blank=True)
    to_m = models.FloatField(null=True, blank=True)
    geom = models.GeometryField(srid=4326, null=True, blank=True, editable=False)
    geom_3857 = mercator_column()

    class Meta:
        abstract = True


def about_one_thing(table: str) -> list[CheckConstraint]:
    """A record is about one bridge, one culvert or one stretch of one road."""
    no_stretch = Q(road__isnull=True, from_m__isnull=True, to_m__isnull=True)
    one = (
        Q(bridge__isnull=False, culvert__isnull=True) & no_stretch
        | Q(bridge__isnull=True, culvert__isnull=False) & no_stretch
        | Q(bridge__isnull=True, culvert__isnull=True, road__isnull=False, from_m__isnull=False, to_m__isnull=False)
    )
    return [
        CheckConstraint(condition=one, name=f"{table}_about_one_thing"),
        CheckConstraint(condition=Q(from_m__isnull=True) | Q(from_m__gte=0), name=f"{table}_from"),
        CheckConstraint(condition=Q(to_m__isnull=True) | Q(to_m__gt=F("from_m")), name=f"{table}_forward"),
    ]


def of_our_time(table: str, *columns: str) -> list[CheckConstraint]:
    """Dates between 1900 and 2100: `0026-03-05` is a slip of the pen."""
    first, last = date(1900, 1, 1), date(2100, 12, 31)
    return [
        CheckConstraint(
            condition=Q(**{f"{column}__isnull": True}) | Q(**{f"{column}__gte": first, f"{column}__lte": last}),
            name=f"{table}_{column}_of_our_time",
        )
        for column in columns
    ]


def drawn_by(table: str) -> list[models.Index]:
    """The indexes a record is found by on the map and along its road."""
    return [
        GistIndex(fields=["geom_3857"], name=f"{table}_3857"),
        models.Index(fields=["road", "from_m"], name=f"{table}_along"),
    ]
