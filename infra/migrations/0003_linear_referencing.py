from django.db import migrations

from infra.sql import run


class Migration(migrations.Migration):
    dependencies = [("infra", "0002_tables")]
    operations = [
        run("0003_linear_referencing"),
        run("calibrate"),
        run("0003_values"),
        run("public_ids"),
        run("0003_places"),
    ]
