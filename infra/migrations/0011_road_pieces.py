from django.db import migrations

from infra.sql import run


class Migration(migrations.Migration):
    dependencies = [("infra", "0011_unit_areas")]
    operations = [run("0011_road_pieces")]
