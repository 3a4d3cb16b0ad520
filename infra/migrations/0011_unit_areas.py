from django.db import migrations

from infra.sql import run


class Migration(migrations.Migration):
    dependencies = [("infra", "0009_past")]
    operations = [run("0011_unit_areas")]
