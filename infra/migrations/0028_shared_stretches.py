import django.contrib.gis.db.models.fields
import django.contrib.gis.db.models.functions
import django.contrib.postgres.indexes
import django.db.models.deletion
import django.db.models.functions.datetime
from django.db import migrations, models

import infra.models.asset
from infra.sql import run


class Migration(migrations.Migration):
    dependencies = [
        ("infra", "0023_presence_and_bin"),
    ]

    operations = [
        migrations.CreateModel(
            name="SharedStretch",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("source", models.CharField(help_text="Where the record comes from", max_length=300)),
                ("note", models.TextField(blank=True, db_default=models.Value(""), default="")),
                ("is_published", models.BooleanField(db_default=True, default=True)),
                (
                    "recorded_from",
                    models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False),
                ),
                ("from_m", models.FloatField(blank=True, null=True)),
                ("to_m", models.FloatField(blank=True, null=True)),
                (
                    "geom",
                    django.contrib.gis.db.models.fields.GeometryField(blank=True, editable=False, null=True, srid=4326),
                ),
                (
                    "geom_3857",
                    models.GeneratedField(
                        db_persist=True,
                        expression=django.contrib.gis.db.models.functions.Transform("geom", 3857),
                        output_field=django.contrib.gis.db.models.fields.GeometryField(srid=3857),
                    ),
                ),
                (
                    "public_id",
                    models.CharField(
                        db_default=infra.models.asset.NewPublicId("D"), editable=False, max_length=20, unique=True
                    ),
                ),
                ("host_from_m", models.FloatField(default=0.0, editable=False)),
                ("host_to_m", models.FloatField(default=0.0, editable=False)),
                (
                    "bridge",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="%(class)ss",
                        to="infra.bridge",
                    ),
                ),
                (
                    "culvert",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="%(class)ss",
                        to="infra.culvert",
                    ),
                ),
                (
                    "host",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="shared_with_guests", to="infra.road"
                    ),
                ),
                (
                    "road",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="%(class)ss",
                        to="infra.road",
                    ),
                ),
            ],
            options={
                "db_table": "shared_stretch",
                "ordering": ["road_id", "from_m"],
                "indexes": [
                    django.contrib.postgres.indexes.GistIndex(fields=["geom_3857"], name="shared_stretch_3857"),
                    models.Index(fields=["road", "from_m"], name="shared_stretch_along"),
                    models.Index(fields=["host"], name="shared_stretch_host_id"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("bridge__isnull", False),
                                ("culvert__isnull", True),
                                ("from_m__isnull", True),
                                ("road__isnull", True),
                                ("to_m__isnull", True),
                            ),
                            models.Q(
                                ("bridge__isnull", True),
                                ("culvert__isnull", False),
                                ("from_m__isnull", True),
                                ("road__isnull", True),
                                ("to_m__isnull", True),
                            ),
                            models.Q(
                                ("bridge__isnull", True),
                                ("culvert__isnull", True),
                                ("from_m__isnull", False),
                                ("road__isnull", False),
                                ("to_m__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="shared_stretch_about_one_thing",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("from_m__isnull", True), ("from_m__gte", 0), _connector="OR"),
                        name="shared_stretch_from",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("to_m__isnull", True), ("to_m__gt", models.F("from_m")), _connector="OR"),
                        name="shared_stretch_forward",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("road__isnull", False)), name="shared_stretch_of_a_road"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("road", models.F("host")), _negated=True), name="shared_with_itself"
                    ),
                ],
            },
        ),
        run("0028_shared_stretches"),
    ]
