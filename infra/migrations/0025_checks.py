import django.db.models.functions.datetime
from django.db import migrations, models

from infra.code_lists import load_code_lists
from infra.sql import run


def load(apps, schema_editor) -> None:
    """Fill the new list from `fixtures/code_lists.csv`."""
    load_code_lists({"check_threshold": apps.get_model("infra", "CheckThreshold")})


class Migration(migrations.Migration):
    dependencies = [
        ("infra", "0024_drafts"),
    ]

    operations = [
        migrations.CreateModel(
            name="CheckThreshold",
            fields=[
                ("code", models.CharField(max_length=40, primary_key=True, serialize=False)),
                ("label_vi", models.CharField(max_length=200)),
                ("label_en", models.CharField(max_length=200)),
                ("source", models.CharField(max_length=300)),
                ("confidence", models.CharField(blank=True, default="", max_length=3)),
                ("valid_from", models.DateField(blank=True, null=True)),
                ("valid_to", models.DateField(blank=True, null=True)),
                ("sort", models.IntegerField(default=0)),
                ("facts", models.JSONField(blank=True, default=dict)),
            ],
            options={
                "verbose_name": "Ngưỡng của các kiểm tra dữ liệu",
                "db_table": "code_check_threshold",
                "ordering": ["sort", "code"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="AcceptedFinding",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(max_length=20)),
                ("row_id", models.BigIntegerField()),
                ("code", models.CharField(max_length=60)),
                ("facts", models.JSONField()),
                ("reason", models.CharField(max_length=300)),
                (
                    "recorded_from",
                    models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False),
                ),
            ],
            options={
                "db_table": "accepted_finding",
                "constraints": [
                    models.UniqueConstraint(fields=("kind", "row_id", "code", "facts"), name="accepted_finding_once"),
                    models.CheckConstraint(
                        condition=models.Q(("reason", ""), _negated=True), name="accepted_finding_reason"
                    ),
                ],
            },
        ),
        migrations.RunPython(load, migrations.RunPython.noop),
        run("0025_checks"),
    ]
