import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from infra.sql import run


class Migration(migrations.Migration):
    dependencies = [
        ("infra", "0027_who_asked_for_an_import"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]
    operations = [
        migrations.CreateModel(
            "Presence",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(max_length=40)),
                ("row_id", models.BigIntegerField()),
                ("since", models.DateTimeField()),
                ("seen_at", models.DateTimeField()),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "db_table": "presence",
                "indexes": [models.Index(fields=["kind", "row_id"], name="presence_of")],
                "constraints": [models.UniqueConstraint(fields=("user", "kind", "row_id"), name="presence_once")],
            },
        ),
        run("0023_bin"),
    ]
