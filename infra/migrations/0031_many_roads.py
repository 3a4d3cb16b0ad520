from django.db import migrations

from infra.sql import run


class Migration(migrations.Migration):
    dependencies = [("infra", "0030_import_lines")]
    operations = [run("0031_many_roads")]
