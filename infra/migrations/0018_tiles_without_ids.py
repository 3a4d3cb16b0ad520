from django.db import migrations

from infra.sql import run


class Migration(migrations.Migration):
    dependencies = [("infra", "0016_access")]
    operations = [run("0018_tiles_without_ids")]
