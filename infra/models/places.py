"""Places: administrative units and who manages what, both dated; and the base map's land and towns."""

from django.contrib.gis.db import models
from django.contrib.postgres.indexes import GistIndex
from django.db.models import CASCADE, PROTECT, CheckConstraint, F, Q, UniqueConstraint

from infra.models.asset import code_column, mercator_column, text_column


class AdministrativeUnit(models.Model):
    """A unit as it was from `valid_from` to `valid_to`. Its code alone is no key: codes were reused in 2025."""

    code = models.CharField(max_length=10)
    name_vi = models.CharField(max_length=120)
    level = code_column("UnitLevel", "level", null=False)
    parent_code = text_column(10)
    geom = models.MultiPolygonField(srid=4326, null=True, blank=True)
    geom_3857 = mercator_column()
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)
    source = models.CharField(max_length=300)
    successors = models.ManyToManyField(
        "self", through="UnitSuccession", symmetrical=False, related_name="predecessors"
    )

    class Meta:
        db_table = "administrative_unit"
        ordering = ["code", "valid_from"]
        indexes = [GistIndex(fields=["geom_3857"], name="administrative_unit_3857")]
        constraints = [
            UniqueConstraint(fields=["code", "valid_from"], name="administrative_unit_code_from"),
            CheckConstraint(condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")), name="administrative_unit_period"),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.name_vi} ({self.code})"


class UnitSuccession(models.Model):
    """`share` of the old unit's area that went to the new one (0-1)."""

    old = models.ForeignKey(AdministrativeUnit, CASCADE, related_name="went_to")
    new = models.ForeignKey(AdministrativeUnit, CASCADE, related_name="came_from")
    share = models.DecimalField(max_digits=5, decimal_places=4)
    source = models.CharField(max_length=300)

    class Meta:
        db_table = "unit_succession"
        constraints = [
            UniqueConstraint(fields=["old", "new"], name="unit_succession_once"),
            CheckConstraint(condition=Q(share__gt=0, share__lte=1), name="unit_succession_share"),
        ]


class ManagingUnit(models.Model):
    """Who is responsible for a road or an asset, under the name it bore at the time."""

    code = models.CharField(max_length=40, unique=True)
    name_vi = models.CharField(max_length=200)
    name_en = models.CharField(max_length=200)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)
    successor = models.ForeignKey("self", PROTECT, null=True, blank=True, related_name="predecessors")
    source = models.CharField(max_length=300)

    class Meta:
        db_table = "managing_unit"
        constraints = [
            CheckConstraint(condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")), name="managing_unit_period")
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.name_vi


class BaseArea(models.Model):
    """Land of the base map: provinces, so that a neighbour never looks like sea."""

    kind = models.CharField(max_length=20)
    name = models.CharField(max_length=120)
    geom = models.MultiPolygonField(srid=4326)
    geom_3857 = mercator_column()
    source = models.CharField(max_length=300)

    class Meta:
        db_table = "base_area"
        indexes = [GistIndex(fields=["geom_3857"], name="base_area_3857")]


class Place(models.Model):
    """A town or village label; `rank` 1 (city) to 3."""

    name = models.CharField(max_length=120)
    rank = models.SmallIntegerField()
    geom = models.PointField(srid=4326)
    geom_3857 = mercator_column()
    source = models.CharField(max_length=300)

    class Meta:
        db_table = "place"
        indexes = [GistIndex(fields=["geom_3857"], name="place_3857")]
        constraints = [CheckConstraint(condition=Q(rank__gte=1, rank__lte=3), name="place_rank")]
