"""Works: what was planned, begun and done at a bridge, a culvert or a stretch of road."""

from django.contrib.gis.db import models
from django.db.models import CheckConstraint, F, Q

from infra.models.asset import code_column, public_id_column, text_column
from infra.models.record import Record, about_one_thing, drawn_by, of_our_time


class Work(Record):
    """One job. Planned, under way or finished: its dates say which. `cost_vnd` in đồng; `contractor`: a body."""

    public_id = public_id_column("W")
    kind = code_column("WorkKind", "kind", null=False, blank=False)
    title = text_column(300)
    planned_on = models.DateField(null=True, blank=True)
    started_on = models.DateField(null=True, blank=True)
    finished_on = models.DateField(null=True, blank=True)
    cost_vnd = models.BigIntegerField(null=True, blank=True)
    contractor = text_column()
    decision_number = text_column(80)

    class Meta:
        db_table = "work"
        ordering = ["-finished_on", "-id"]
        indexes = drawn_by("work")
        constraints = [
            *about_one_thing("work"),
            *of_our_time("work", "planned_on", "started_on", "finished_on"),
            CheckConstraint(condition=Q(cost_vnd__isnull=True) | Q(cost_vnd__gte=0), name="work_cost"),
            CheckConstraint(condition=Q(started_on__isnull=True) | Q(finished_on__isnull=True) | Q(finished_on__gte=F("started_on")), name="work_period"),
            CheckConstraint(condition=Q(planned_on__isnull=False) | Q(started_on__isnull=False) | Q(finished_on__isnull=False), name="work_dated"),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.title or self.public_id
