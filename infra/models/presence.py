"""Who is at work on what at this moment. Nothing is held back by it, and nothing of it is kept."""

from django.contrib.auth.models import User
from django.db import models
from django.db.models import CASCADE, UniqueConstraint


class Presence(models.Model):
    """A user has something open for editing: since when, and when last heard of. One row a user and asset or record."""

    user = models.ForeignKey(User, CASCADE, related_name="+")
    kind = models.CharField(max_length=40)
    row_id = models.BigIntegerField()
    since = models.DateTimeField()
    seen_at = models.DateTimeField()

    class Meta:
        db_table = "presence"
        indexes = [models.Index(fields=["kind", "row_id"], name="presence_of")]
        constraints = [UniqueConstraint(fields=["user", "kind", "row_id"], name="presence_once")]

    def __str__(self) -> str:
        return f"{self.user}: {self.kind} {self.row_id}"
