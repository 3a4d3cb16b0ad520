"""Waterways: the rivers, canals and ditches that roads cross. No road, no chainage: a line on the ground."""

from django.contrib.gis.db import models
from django.contrib.postgres.indexes import GistIndex
from django.db.models import CheckConstraint, Q

from infra.models.asset import Asset, code_column, mercator_column, metres_column, public_id_column, text_column


class Waterway(Asset):
    """One water by its centre line: all of a named one, or a stretch of one without a name (docs/decisions/0034).

    `width_m`: as the record states it. `navigation_class`: of an inland waterway (TCVN 5664:2009), null where none is known.
    """

    public_id = public_id_column("W")
    name = text_column()
    kind = code_column("WaterwayKind", "kind")
    navigation_class = code_column("NavigationClass", "navigation_class")
    width_m = metres_column()
    geom = models.MultiLineStringField(srid=4326)
    geom_3857 = mercator_column()

    class Meta:
        db_table = "waterway"
        ordering = ["name", "id"]
        indexes = [GistIndex(fields=["geom_3857"], name="waterway_3857")]
        constraints = [
            CheckConstraint(condition=Q(width_m__isnull=True) | Q(width_m__gt=0), name="waterway_width_m_min"),
        ]

    def __str__(self) -> str:
        return self.name or self.public_id
