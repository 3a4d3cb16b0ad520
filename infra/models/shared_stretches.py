"""Shared stretches: where one road (the guest) runs over the carriageway of another (the host)."""

from django.contrib.gis.db import models
from django.db.models import PROTECT, CheckConstraint, F, Q

from infra.models.asset import public_id_column
from infra.models.record import Record, about_one_thing, drawn_by


class SharedStretch(Record):
    """`road` is the guest; `from_m`..`to_m` its measures. The stretch is the host's: counted there, once.

    `host_from_m`, `host_to_m`: the host's measures where the guest's stretch begins and ends (derived by trigger from where
    both lines lie; falling where the two are counted against each other).
    """

    public_id = public_id_column("D")
    host = models.ForeignKey("infra.Road", PROTECT, related_name="shared_with_guests")
    host_from_m = models.FloatField(default=0.0, editable=False)
    host_to_m = models.FloatField(default=0.0, editable=False)

    class Meta:
        db_table = "shared_stretch"
        ordering = ["road_id", "from_m"]
        indexes = [*drawn_by("shared_stretch"), models.Index(fields=["host"], name="shared_stretch_host_id")]
        constraints = [
            *about_one_thing("shared_stretch"),
            CheckConstraint(condition=Q(road__isnull=False), name="shared_stretch_of_a_road"),
            CheckConstraint(condition=~Q(road=F("host")), name="shared_with_itself"),
        ]

    def __str__(self) -> str:
        return f"{self.public_id}: {self.road_id} over {self.host_id}"
