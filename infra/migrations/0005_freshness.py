from django.db import migrations

from infra.sql import run


class Migration(migrations.Migration):
    dependencies = [("infra", "0004_history")]
    operations = [run("0005_freshness")]
