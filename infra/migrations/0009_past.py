from django.db import migrations

from infra.sql import run


class Migration(migrations.Migration):
    dependencies = [("infra", "0012_point_on_line")]
    operations = [run("calibrate"), run("history_attach"), run("0009_past"), run("0009_feed")]
