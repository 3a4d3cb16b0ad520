"""Imports: the file that was given, the plan made of it row by row, and what was found. Kept for a while, never the record itself:
what an import wrote is in the assets and their history."""

from django.contrib.auth.models import User
from django.contrib.gis.db import models
from django.contrib.postgres.fields import ArrayField
from django.db.models import CASCADE, PROTECT, SET_NULL, CheckConstraint, Q, UniqueConstraint
from django.db.models.functions import Now

UPLOADED, ANALYSING, PLANNED, LOADING, LOADED = "uploaded", "analysing", "planned", "loading", "loaded"
REFUSED, CANCELLED, REVERTING, REVERTED, FAILED = "refused", "cancelled", "reverting", "reverted", "failed"
WORKING = (ANALYSING, LOADING, REVERTING)
"""States in which a process is at work; without one the run was interrupted."""
STATES = (UPLOADED, ANALYSING, PLANNED, LOADING, LOADED, REFUSED, CANCELLED, REVERTING, REVERTED, FAILED)
OUTCOMES = ("create", "update", "unchanged", "duplicate", "refused")


class ImportRun(models.Model):
    """One file on its way in. `wish`: source, kind, road, srid, create_roads; `fixes`: row → column of the file → text;
    `told`: what the file is (form, kind, sheet, columns); `problem`: the last refusal (code, facts); `changeset`: of the history."""

    file_name = models.CharField(max_length=200)
    digest = models.CharField(max_length=64)
    size_bytes = models.BigIntegerField()
    kept_as = models.CharField(max_length=80, blank=True, default="")
    wish = models.JSONField()
    fixes = models.JSONField(default=dict)
    state = models.CharField(max_length=10, default=UPLOADED)
    state_at = models.DateTimeField(db_default=Now())
    made_by = models.ForeignKey(User, SET_NULL, null=True, related_name="+")
    asked_by = models.ForeignKey(
        User, PROTECT, null=True, related_name="+", help_text="Who asked for the work of the state; null: an operator"
    )
    made_at = models.DateTimeField(db_default=Now())
    done = models.IntegerField(default=0)
    total = models.IntegerField(default=0)
    cancel_asked = models.BooleanField(default=False)
    told = models.JSONField(default=dict)
    counts = models.JSONField(default=dict)
    problem = models.JSONField(null=True)
    loaded_at = models.DateTimeField(null=True)
    loaded_by = models.ForeignKey(User, SET_NULL, null=True, related_name="+")
    changeset = models.BigIntegerField(null=True)

    class Meta:
        db_table = "import_run"
        ordering = ["-id"]
        indexes = [models.Index(fields=["made_by", "-id"], name="import_run_mine")]
        constraints = [CheckConstraint(condition=Q(state__in=STATES), name="import_run_state")]

    def __str__(self) -> str:
        return f"{self.pk} {self.file_name}: {self.state}"


class SourceProfile(models.Model):
    """How the files of one source are read, as somebody confirmed it once. `fingerprint`: of the names of their columns; `reading`: kind,
    columns (of the file → ours, "" aside), header_row, sheet, and what else was said (srid, swap_axes, encoding, road)."""

    name = models.CharField(max_length=80, unique=True)
    fingerprint = models.CharField(max_length=64, db_index=True)
    reading = models.JSONField()
    made_by = models.ForeignKey(User, SET_NULL, null=True, related_name="+")
    made_at = models.DateTimeField(db_default=Now())
    used_at = models.DateTimeField(db_default=Now())

    class Meta:
        db_table = "source_profile"
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class ImportRow(models.Model):
    """What is to become of one row. `version`: of the record it rests on; `facts`: the columns to write; `differences`: column, before, after. `line`: of a road,
    as fine as a map of the report shows it."""

    run = models.ForeignKey(ImportRun, CASCADE, related_name="rows")
    row = models.IntegerField()
    outcome = models.CharField(max_length=10)
    public_id = models.CharField(max_length=30, blank=True, default="")
    version = models.DateTimeField(null=True)
    title = models.CharField(max_length=300, blank=True, default="")
    facts = models.JSONField(default=dict)
    differences = models.JSONField(default=list)
    geom = models.PointField(srid=4326, null=True, spatial_index=False)
    line = models.MultiLineStringField(srid=4326, null=True, spatial_index=False)

    class Meta:
        db_table = "import_row"
        constraints = [
            UniqueConstraint(fields=["run", "row"], name="import_row_once"),
            CheckConstraint(condition=Q(outcome__in=OUTCOMES), name="import_row_outcome"),
        ]

    def __str__(self) -> str:
        return f"{self.run_id}/{self.row}: {self.outcome}"


class ImportFinding(models.Model):
    """One thing said of a row (`row` null: of the file). `cells`: `Sheet!C17`; `columns`: of the file, what a fix names."""

    run = models.ForeignKey(ImportRun, CASCADE, related_name="findings")
    row = models.IntegerField(null=True)
    field = models.CharField(max_length=200)
    code = models.CharField(max_length=40)
    severity = models.CharField(max_length=10)
    value = models.TextField(blank=True, default="")
    cure = models.TextField()
    facts = models.JSONField(default=dict)
    cells = ArrayField(models.CharField(max_length=200), default=list)
    columns = ArrayField(models.CharField(max_length=200), default=list)
    accepted_by = models.ForeignKey(User, SET_NULL, null=True, related_name="+")
    accepted_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "import_finding"
        indexes = [models.Index(fields=["run", "row"], name="import_finding_row")]

    def __str__(self) -> str:
        return f"{self.run_id}/{self.row} {self.code}"
