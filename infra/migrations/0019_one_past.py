from django.db import migrations

from infra.sql import run


class Migration(migrations.Migration):
    dependencies = [("infra", "0018_shared_counts")]
    operations = [run("history_attach"), run("0019_one_past")]
