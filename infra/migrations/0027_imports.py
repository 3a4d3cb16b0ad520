import django.contrib.gis.db.models.fields
import django.contrib.postgres.fields
import django.db.models.deletion
import django.db.models.functions.datetime
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("infra", "0025_checks"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="ImportRun",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("file_name", models.CharField(max_length=200)),
                ("digest", models.CharField(max_length=64)),
                ("size_bytes", models.BigIntegerField()),
                ("kept_as", models.CharField(blank=True, default="", max_length=80)),
                ("wish", models.JSONField()),
                ("fixes", models.JSONField(default=dict)),
                ("state", models.CharField(default="uploaded", max_length=10)),
                ("state_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ("made_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ("done", models.IntegerField(default=0)),
                ("total", models.IntegerField(default=0)),
                ("cancel_asked", models.BooleanField(default=False)),
                ("told", models.JSONField(default=dict)),
                ("counts", models.JSONField(default=dict)),
                ("problem", models.JSONField(null=True)),
                ("loaded_at", models.DateTimeField(null=True)),
                ("changeset", models.BigIntegerField(null=True)),
                (
                    "loaded_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "made_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "db_table": "import_run",
                "ordering": ["-id"],
            },
        ),
        migrations.CreateModel(
            name="ImportRow",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("row", models.IntegerField()),
                ("outcome", models.CharField(max_length=10)),
                ("public_id", models.CharField(blank=True, default="", max_length=30)),
                ("version", models.DateTimeField(null=True)),
                ("title", models.CharField(blank=True, default="", max_length=300)),
                ("facts", models.JSONField(default=dict)),
                ("differences", models.JSONField(default=list)),
                ("geom", django.contrib.gis.db.models.fields.PointField(null=True, spatial_index=False, srid=4326)),
                (
                    "run",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="rows", to="infra.importrun"
                    ),
                ),
            ],
            options={
                "db_table": "import_row",
            },
        ),
        migrations.CreateModel(
            name="ImportFinding",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("row", models.IntegerField(null=True)),
                ("field", models.CharField(max_length=200)),
                ("code", models.CharField(max_length=40)),
                ("severity", models.CharField(max_length=10)),
                ("value", models.TextField(blank=True, default="")),
                ("cure", models.TextField()),
                ("facts", models.JSONField(default=dict)),
                (
                    "cells",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=200), default=list, size=None
                    ),
                ),
                (
                    "columns",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=200), default=list, size=None
                    ),
                ),
                ("accepted_at", models.DateTimeField(null=True)),
                (
                    "accepted_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "run",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="findings", to="infra.importrun"
                    ),
                ),
            ],
            options={
                "db_table": "import_finding",
            },
        ),
        migrations.AddIndex(
            model_name="importrun",
            index=models.Index(fields=["made_by", "-id"], name="import_run_mine"),
        ),
        migrations.AddConstraint(
            model_name="importrun",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "state__in",
                        (
                            "uploaded",
                            "analysing",
                            "planned",
                            "loading",
                            "loaded",
                            "refused",
                            "cancelled",
                            "reverting",
                            "reverted",
                            "failed",
                        ),
                    )
                ),
                name="import_run_state",
            ),
        ),
        migrations.AddConstraint(
            model_name="importrow",
            constraint=models.UniqueConstraint(fields=("run", "row"), name="import_row_once"),
        ),
        migrations.AddConstraint(
            model_name="importrow",
            constraint=models.CheckConstraint(
                condition=models.Q(("outcome__in", ("create", "update", "unchanged", "duplicate", "refused"))),
                name="import_row_outcome",
            ),
        ),
        migrations.AddIndex(
            model_name="importfinding",
            index=models.Index(fields=["run", "row"], name="import_finding_row"),
        ),
    ]
