"""Inspections: what was found, when, part by part, and how good the whole was judged to be."""

from django.contrib.gis.db import models
from django.db.models import DO_NOTHING, CheckConstraint, DateTimeField, Q
from django.db.models.functions import Now

from infra.models.asset import code_column, public_id_column, text_column
from infra.models.record import Record, about_one_thing, drawn_by, of_our_time


class Inspection(Record):
    """One inspection. The latest one with a result gives its asset the condition (`infra.rules.inspection`).

    Ratings 0-9 (SNBI B.C.01-03) as found, of bridges only; null: not rated this time. `condition` is their minimum put
    into words; of a culvert or a stretch of road it is judged directly. `organisation`: a body, never a person.
    `sheet_written_at`, by trigger: when its findings were last written after it, so that they are part of its version.
    """

    public_id = public_id_column("I")
    inspection_type = code_column("InspectionType", "inspection_type", null=False, blank=False)
    done_on = models.DateField()
    organisation = text_column()
    deck_rating = models.SmallIntegerField(null=True, blank=True)
    superstructure_rating = models.SmallIntegerField(null=True, blank=True)
    substructure_rating = models.SmallIntegerField(null=True, blank=True)
    condition = code_column("Condition", "condition")
    condition_reason = text_column(400)
    sheet_written_at = DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        db_table = "inspection"
        ordering = ["-done_on", "-id"]
        indexes = drawn_by("inspection")
        constraints = [
            *about_one_thing("inspection"),
            *of_our_time("inspection", "done_on"),
            *(
                CheckConstraint(condition=Q(**{f"{part}_rating__isnull": True}) | Q(**{f"{part}_rating__gte": 0, f"{part}_rating__lte": 9}), name=f"inspection_{part}_rating")
                for part in ("deck", "superstructure", "substructure")
            ),
            CheckConstraint(
                condition=Q(bridge__isnull=False) | Q(deck_rating__isnull=True, superstructure_rating__isnull=True, substructure_rating__isnull=True),
                name="inspection_only_bridges_rated",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.public_id} {self.done_on}"


class Finding(models.Model):
    """One line of the inspection sheet. An empty `defect` says: looked at, nothing found; no line: not there.

    The database deletes the lines with their inspection (`infra/sql/0017_sheets.sql`).
    """

    inspection = models.ForeignKey(Inspection, DO_NOTHING, related_name="findings")
    component = code_column("Component", "component", null=False, blank=False)
    defect = models.CharField(max_length=1000, blank=True, default="")
    recommendation = models.CharField(max_length=1000, blank=True, default="")
    priority = code_column("InspectionPriority", "priority")
    recorded_from = DateTimeField(db_default=Now(), editable=False)

    class Meta:
        db_table = "finding"
        ordering = ["component__sort", "id"]
