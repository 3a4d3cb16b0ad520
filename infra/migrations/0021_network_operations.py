from django.db import migrations

from infra.sql import run


class Migration(migrations.Migration):
    dependencies = [("infra", "0020_tiles_without_ids")]
    operations = [run("calibrate"), run("0021_network_operations")]
