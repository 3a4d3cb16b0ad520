import django.contrib.postgres.fields
import django.db.models.deletion
import django.db.models.functions.comparison
import django.db.models.functions.datetime
from django.conf import settings
from django.db import migrations, models

from infra.default_rights import grant_default_rights
from infra.sql import run


def grant(apps, schema_editor) -> None:
    """The table of rights as it was in code until now."""
    grant_default_rights(apps.get_model("auth", "Group"), apps.get_model("infra", "WriteRight"))


class Migration(migrations.Migration):
    dependencies = [
        ("auth", "0012_alter_user_first_name_max_length"),
        ("infra", "0015_records"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="AccessToken",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=100)),
                ("prefix", models.CharField(max_length=12)),
                ("digest", models.CharField(max_length=64, unique=True)),
                (
                    "scopes",
                    django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=60), size=None),
                ),
                (
                    "created_at",
                    models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False),
                ),
                ("expires_at", models.DateTimeField()),
                ("last_used_at", models.DateTimeField(blank=True, null=True)),
                ("revoked_at", models.DateTimeField(blank=True, null=True)),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="access_tokens",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "mã truy cập",
                "verbose_name_plural": "mã truy cập cá nhân",
                "db_table": "access_token",
                "ordering": ["-created_at", "-id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("expires_at__gt", models.F("created_at"))), name="access_token_period"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="IdempotencyKey",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.CharField(max_length=100)),
                ("request", models.TextField()),
                ("body_hash", models.CharField(max_length=64)),
                ("status", models.SmallIntegerField(default=0)),
                ("headers", models.JSONField(default=dict)),
                ("body", models.TextField(blank=True, default="")),
                ("created_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "db_table": "idempotency_key",
                "indexes": [models.Index(fields=["created_at"], name="idempotency_key_created")],
                "constraints": [models.UniqueConstraint(fields=("user", "key"), name="idempotency_key_once")],
            },
        ),
        migrations.CreateModel(
            name="WriteRight",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "act",
                    models.CharField(
                        choices=[("create", "create"), ("change", "change"), ("delete", "delete")], max_length=10
                    ),
                ),
                ("kind", models.CharField(blank=True, default="", help_text="Empty: every kind", max_length=40)),
                (
                    "commune",
                    models.ForeignKey(
                        blank=True,
                        help_text="Empty: everywhere",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="infra.administrativeunit",
                    ),
                ),
                (
                    "managing_unit",
                    models.ForeignKey(
                        blank=True,
                        help_text="Empty: every unit",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="infra.managingunit",
                    ),
                ),
                (
                    "role",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="write_rights",
                        to="auth.group",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="write_rights",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "quyền ghi",
                "verbose_name_plural": "bảng quyền ghi",
                "db_table": "write_right",
                "ordering": ["role", "user", "kind", "act"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("role__isnull", True), ("user__isnull", True), _connector="XOR"),
                        name="write_right_one_holder",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("act__in", ("create", "change", "delete"))), name="write_right_act"
                    ),
                    models.UniqueConstraint(
                        django.db.models.functions.comparison.Coalesce(
                            "role", models.Value(0), output_field=models.BigIntegerField()
                        ),
                        django.db.models.functions.comparison.Coalesce(
                            "user", models.Value(0), output_field=models.BigIntegerField()
                        ),
                        django.db.models.functions.comparison.Coalesce(
                            "managing_unit", models.Value(0), output_field=models.BigIntegerField()
                        ),
                        django.db.models.functions.comparison.Coalesce(
                            "commune", models.Value(0), output_field=models.BigIntegerField()
                        ),
                        models.F("act"),
                        models.F("kind"),
                        name="write_right_once",
                    ),
                ],
            },
        ),
        run("0016_access"),
        migrations.RunPython(grant, migrations.RunPython.noop),
    ]
