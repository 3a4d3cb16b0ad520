import django.db.models.deletion
import django.db.models.functions.datetime
from django.conf import settings
from django.db import migrations, models

from infra.default_rights import grant_drafting_rights
from infra.sql import run


def grant(apps, schema_editor) -> None:
    """Whoever wrote until now also drafts; supervisors and administrators review."""
    grant_drafting_rights(apps.get_model("auth", "Group"), apps.get_model("infra", "WriteRight"))


class Migration(migrations.Migration):
    dependencies = [
        ("auth", "0012_alter_user_first_name_max_length"),
        ("infra", "0021_network_operations"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Draft",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("title", models.CharField(max_length=200)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("open", "open"),
                            ("submitted", "submitted"),
                            ("returned", "returned"),
                            ("accepted", "accepted"),
                            ("withdrawn", "withdrawn"),
                        ],
                        default="open",
                        max_length=10,
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1)),
                (
                    "created_at",
                    models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False),
                ),
                ("changeset", models.BigIntegerField(blank=True, null=True)),
            ],
            options={
                "db_table": "draft",
                "ordering": ["-id"],
            },
        ),
        migrations.CreateModel(
            name="DraftChange",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("position", models.PositiveIntegerField()),
                ("kind", models.CharField(max_length=40)),
                ("target", models.CharField(blank=True, default="", max_length=30)),
                ("entry", models.JSONField()),
                ("base", models.JSONField(null=True)),
                ("at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
            ],
            options={
                "db_table": "draft_change",
                "ordering": ["position", "id"],
            },
        ),
        migrations.CreateModel(
            name="DraftEvent",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "said",
                    models.CharField(
                        choices=[
                            ("created", "created"),
                            ("commented", "commented"),
                            ("joined", "joined"),
                            ("left", "left"),
                            ("submitted", "submitted"),
                            ("returned", "returned"),
                            ("accepted", "accepted"),
                            ("withdrawn", "withdrawn"),
                            ("taken-back", "taken-back"),
                        ],
                        max_length=12,
                    ),
                ),
                ("at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ("text", models.TextField(blank=True, default="")),
                ("version", models.PositiveIntegerField()),
            ],
            options={
                "db_table": "draft_event",
                "ordering": [models.OrderBy(models.F("id"))],
            },
        ),
        migrations.RemoveConstraint(
            model_name="writeright",
            name="write_right_act",
        ),
        migrations.AlterField(
            model_name="writeright",
            name="act",
            field=models.CharField(
                choices=[
                    ("create", "tạo mới"),
                    ("change", "sửa"),
                    ("delete", "xoá"),
                    ("draft", "soạn bản nháp"),
                    ("review", "duyệt bản nháp"),
                    ("review-own", "duyệt bản nháp của chính mình"),
                ],
                max_length=10,
                verbose_name="được làm",
            ),
        ),
        migrations.AlterField(
            model_name="writeright",
            name="commune",
            field=models.ForeignKey(
                blank=True,
                help_text="Để trống: mọi nơi",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="infra.administrativeunit",
                verbose_name="xã, phường",
            ),
        ),
        migrations.AlterField(
            model_name="writeright",
            name="kind",
            field=models.CharField(
                blank=True, default="", help_text="Để trống: mọi loại", max_length=40, verbose_name="loại đối tượng"
            ),
        ),
        migrations.AlterField(
            model_name="writeright",
            name="managing_unit",
            field=models.ForeignKey(
                blank=True,
                help_text="Để trống: mọi đơn vị",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="infra.managingunit",
                verbose_name="đơn vị quản lý",
            ),
        ),
        migrations.AlterField(
            model_name="writeright",
            name="role",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="write_rights",
                to="auth.group",
                verbose_name="vai trò",
            ),
        ),
        migrations.AlterField(
            model_name="writeright",
            name="user",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="write_rights",
                to=settings.AUTH_USER_MODEL,
                verbose_name="người",
            ),
        ),
        migrations.AddConstraint(
            model_name="writeright",
            constraint=models.CheckConstraint(
                condition=models.Q(("act__in", ("create", "change", "delete", "draft", "review", "review-own"))),
                name="write_right_act",
            ),
        ),
        migrations.AddField(
            model_name="draft",
            name="author",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="drafts", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="draft",
            name="members",
            field=models.ManyToManyField(
                blank=True, db_table="draft_member", related_name="shared_drafts", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="draftchange",
            name="by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="draftchange",
            name="draft",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="changes", to="infra.draft"
            ),
        ),
        migrations.AddField(
            model_name="draftevent",
            name="by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="draftevent",
            name="draft",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="events", to="infra.draft"
            ),
        ),
        migrations.AddConstraint(
            model_name="draft",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", ("open", "submitted", "returned", "accepted", "withdrawn"))),
                name="draft_state",
            ),
        ),
        migrations.AddConstraint(
            model_name="draft",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("changeset__isnull", False), ("state", "accepted")),
                    models.Q(models.Q(("state", "accepted"), _negated=True), ("changeset", None)),
                    _connector="OR",
                ),
                name="draft_accepted_is_written",
            ),
        ),
        migrations.AddConstraint(
            model_name="draftchange",
            constraint=models.UniqueConstraint(
                condition=models.Q(("target", ""), _negated=True),
                fields=("draft", "kind", "target"),
                name="draft_change_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="draftchange",
            constraint=models.CheckConstraint(condition=models.Q(("position__gte", 0)), name="draft_change_position"),
        ),
        migrations.AddConstraint(
            model_name="draftevent",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "said__in",
                        (
                            "created",
                            "commented",
                            "joined",
                            "left",
                            "submitted",
                            "returned",
                            "accepted",
                            "withdrawn",
                            "taken-back",
                        ),
                    )
                ),
                name="draft_event_said",
            ),
        ),
        migrations.AddConstraint(
            model_name="draftevent",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("said", "returned"), _negated=True),
                    models.Q(("text", ""), _negated=True),
                    _connector="OR",
                ),
                name="draft_returned_with_a_reason",
            ),
        ),
        run("0024_drafts"),
        migrations.RunPython(grant, migrations.RunPython.noop),
    ]
