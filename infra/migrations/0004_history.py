from django.db import migrations

from infra.sql import run


class Migration(migrations.Migration):
    dependencies = [("infra", "0003_linear_referencing")]
    operations = [run("0004_history"), run("history_attach"), run("0004_attached")]
