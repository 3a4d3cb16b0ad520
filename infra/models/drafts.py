"""Changes collected before they are made: who may see them, what was said of them, what became of them."""

from django.contrib.auth.models import User
from django.db import models
from django.db.models import PROTECT, CheckConstraint, F, Q, UniqueConstraint
from django.db.models.functions import Now

from infra.rules.drafting import ACCEPTED, OPEN, STATES

SAID = (
    "created", "commented", "joined", "left", "submitted", "returned", "accepted", "withdrawn", "taken-back",
)  # fmt: skip


class Draft(models.Model):
    """A set of changes that is not made yet. `version` moves with its changes and states; `changeset`: what it became in the history."""

    title = models.CharField(max_length=200)
    author = models.ForeignKey(User, PROTECT, related_name="drafts")
    members = models.ManyToManyField(User, related_name="shared_drafts", blank=True, db_table="draft_member")
    state = models.CharField(max_length=10, default=OPEN, choices=[(state, state) for state in STATES])
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField(db_default=Now(), editable=False)
    changeset = models.BigIntegerField(null=True, blank=True)

    class Meta:
        db_table = "draft"
        ordering = ["-id"]
        constraints = [
            CheckConstraint(condition=Q(state__in=STATES), name="draft_state"),
            CheckConstraint(
                condition=Q(state=ACCEPTED, changeset__isnull=False) | ~Q(state=ACCEPTED) & Q(changeset=None),
                name="draft_accepted_is_written",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.pk}: {self.title}"


class DraftChange(models.Model):
    """One change of a draft, as a changeset takes it. `entry`: action, collection, id, if_match, feature; `base`: the feature
    that its writer had read (None of what is created). `target`: the public id it changes, empty of what is created."""

    draft = models.ForeignKey(Draft, PROTECT, related_name="changes")
    position = models.PositiveIntegerField()
    kind = models.CharField(max_length=40)
    target = models.CharField(max_length=30, blank=True, default="")
    entry = models.JSONField()
    base = models.JSONField(null=True)
    by = models.ForeignKey(User, PROTECT, related_name="+")
    at = models.DateTimeField(db_default=Now())

    class Meta:
        db_table = "draft_change"
        ordering = ["position", "id"]
        constraints = [
            UniqueConstraint(fields=["draft", "kind", "target"], condition=~Q(target=""), name="draft_change_once"),
            CheckConstraint(condition=Q(position__gte=0), name="draft_change_position"),
        ]

    def __str__(self) -> str:
        return f"{self.draft_id}.{self.position}: {self.kind} {self.target}"


class DraftEvent(models.Model):
    """What happened to a draft and what was said of it. Only ever added to. `version`: the draft's, when it happened."""

    draft = models.ForeignKey(Draft, PROTECT, related_name="events")
    said = models.CharField(max_length=12, choices=[(said, said) for said in SAID])
    by = models.ForeignKey(User, PROTECT, related_name="+")
    at = models.DateTimeField(db_default=Now())
    text = models.TextField(blank=True, default="")
    version = models.PositiveIntegerField()

    class Meta:
        db_table = "draft_event"
        ordering = [F("id").asc()]
        constraints = [
            CheckConstraint(condition=Q(said__in=SAID), name="draft_event_said"),
            CheckConstraint(condition=~Q(said="returned") | ~Q(text=""), name="draft_returned_with_a_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.draft_id}: {self.said} {self.by}"
