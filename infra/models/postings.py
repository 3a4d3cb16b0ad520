"""Postings: the signs that say how heavy, high, wide or long a vehicle may be."""

from django.contrib.gis.db import models
from django.db.models import CheckConstraint, F, Q

from infra.models.asset import code_column, metres_column, public_id_column, text_column
from infra.models.record import Record, about_one_thing, drawn_by, of_our_time


class Posting(Record):
    """One limit of one sign. A sign with a set of weights (S.505b) is several postings, one a vehicle type.

    The sign says what is limited and in which unit: `limit_t` tonnes or `limit_m` metres, never both; null: the figure
    is not known. In force from `valid_from` (null: nobody knows since when) through `valid_to` (null: until further
    notice). `above_load_reason`: why a limit above the bridge's load is recorded all the same.
    """

    public_id = public_id_column("L")
    sign = code_column("PostingSign", "sign", null=False, blank=False)
    limit_t = metres_column(5)
    limit_m = metres_column(5)
    vehicle_type = text_column(120)
    decision_number = text_column(80)
    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True)
    above_load_reason = text_column(300)

    class Meta:
        db_table = "posting"
        ordering = ["-valid_from", "-id"]
        indexes = drawn_by("posting")
        constraints = [
            *about_one_thing("posting"),
            *of_our_time("posting", "valid_from", "valid_to"),
            CheckConstraint(condition=Q(limit_t__isnull=True) | Q(limit_t__gt=0), name="posting_tonnes"),
            CheckConstraint(condition=Q(limit_m__isnull=True) | Q(limit_m__gt=0), name="posting_metres"),
            CheckConstraint(condition=Q(limit_t__isnull=True) | Q(limit_m__isnull=True), name="posting_one_unit"),
            CheckConstraint(condition=Q(valid_from__isnull=True) | Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")), name="posting_period"),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.public_id} {self.sign_id}"
