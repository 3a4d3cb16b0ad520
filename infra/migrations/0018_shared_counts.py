from django.db import migrations

from infra.sql import run


class Migration(migrations.Migration):
    dependencies = [("infra", "0017_records_written")]
    operations = [run("0018_shared_counts")]
