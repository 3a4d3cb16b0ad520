"""Doubts somebody looked at and let stand, with their reason."""

from django.db import models
from django.db.models import CheckConstraint, DateTimeField, Q, UniqueConstraint
from django.db.models.functions import Now


class AcceptedFinding(models.Model):
    """A finding of `code` about row `row_id` of `kind` that was looked at: it stays quiet as long as its `facts` are these.

    When a fact changes (another bridge, another distance) the finding speaks again. Who and when is in the history.
    """

    kind = models.CharField(max_length=20)
    row_id = models.BigIntegerField()
    code = models.CharField(max_length=60)
    facts = models.JSONField()
    reason = models.CharField(max_length=300)
    recorded_from = DateTimeField(db_default=Now(), editable=False)

    class Meta:
        db_table = "accepted_finding"
        constraints = [
            UniqueConstraint(fields=["kind", "row_id", "code", "facts"], name="accepted_finding_once"),
            CheckConstraint(condition=~Q(reason=""), name="accepted_finding_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.row_id}: {self.code}"
