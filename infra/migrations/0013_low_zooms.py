from django.db import migrations

from infra.sql import run


class Migration(migrations.Migration):
    dependencies = [("infra", "0012_point_on_line")]
    operations = [run("0013_low_zooms")]
