from django.db import migrations

from infra.sql import run


class Migration(migrations.Migration):
    dependencies = [("infra", "0019_one_past")]
    operations = [run("0020_tiles_without_ids")]
