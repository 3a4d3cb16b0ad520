from django.db import migrations

from infra.sql import run


class Migration(migrations.Migration):
    dependencies = [("infra", "0011_road_pieces")]
    operations = [run("0012_point_on_line")]
