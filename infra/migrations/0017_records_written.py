import django.db.models.deletion
from django.db import migrations, models

from infra.sql import run


class Migration(migrations.Migration):
    dependencies = [("infra", "0016_access")]
    operations = [
        migrations.AddField(
            "inspection", "sheet_written_at", models.DateTimeField(blank=True, editable=False, null=True)
        ),
        migrations.AlterField(
            "finding",
            "inspection",
            models.ForeignKey(
                on_delete=django.db.models.deletion.DO_NOTHING, related_name="findings", to="infra.inspection"
            ),
        ),
        run("calibrate"),
        run("0017_sheets"),
        run("0017_feed"),
        run("history_touched"),
        run("0017_roads_named"),
    ]
