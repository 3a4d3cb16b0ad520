import django.contrib.gis.db.models.fields
import django.contrib.gis.db.models.functions
import django.contrib.postgres.indexes
import django.db.models.deletion
import django.db.models.functions.datetime
from django.db import migrations, models

import infra.models.asset
from infra.code_lists import load_code_lists
from infra.sql import run


def load(apps, schema_editor) -> None:
    """Fill the new lists from `fixtures/code_lists.csv`."""
    models = {"waterway_kind": "WaterwayKind", "navigation_class": "NavigationClass"}
    load_code_lists({name: apps.get_model("infra", model) for name, model in models.items()})


class Migration(migrations.Migration):
    dependencies = [
        ("infra", "0031_many_roads"),
    ]

    operations = [
        migrations.CreateModel(
            name="NavigationClass",
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
                "verbose_name": "Cấp kỹ thuật đường thủy nội địa (TCVN 5664:2009)",
                "db_table": "code_navigation_class",
                "ordering": ["sort", "code"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="WaterwayKind",
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
                "verbose_name": "Loại sông, kênh",
                "db_table": "code_waterway_kind",
                "ordering": ["sort", "code"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Waterway",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("source", models.CharField(help_text="Where the record comes from", max_length=300)),
                ("note", models.TextField(blank=True, db_default=models.Value(""), default="")),
                ("is_published", models.BooleanField(db_default=True, default=True)),
                (
                    "recorded_from",
                    models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False),
                ),
                (
                    "public_id",
                    models.CharField(
                        db_default=infra.models.asset.NewPublicId("W"), editable=False, max_length=20, unique=True
                    ),
                ),
                ("name", models.CharField(blank=True, db_default=models.Value(""), default="", max_length=200)),
                ("width_m", models.DecimalField(blank=True, decimal_places=2, max_digits=7, null=True)),
                ("geom", django.contrib.gis.db.models.fields.MultiLineStringField(srid=4326)),
                (
                    "geom_3857",
                    models.GeneratedField(
                        db_persist=True,
                        expression=django.contrib.gis.db.models.functions.Transform("geom", 3857),
                        output_field=django.contrib.gis.db.models.fields.GeometryField(srid=3857),
                    ),
                ),
                (
                    "navigation_class",
                    models.ForeignKey(
                        blank=True,
                        db_column="navigation_class",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="infra.navigationclass",
                    ),
                ),
                (
                    "kind",
                    models.ForeignKey(
                        blank=True,
                        db_column="kind",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="infra.waterwaykind",
                    ),
                ),
            ],
            options={
                "db_table": "waterway",
                "ordering": ["name", "id"],
                "indexes": [django.contrib.postgres.indexes.GistIndex(fields=["geom_3857"], name="waterway_3857")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("width_m__isnull", True), ("width_m__gt", 0), _connector="OR"),
                        name="waterway_width_m_min",
                    )
                ],
            },
        ),
        migrations.RunPython(load, migrations.RunPython.noop),
        run("history_touched"),
        run("0032_waterways"),
    ]
