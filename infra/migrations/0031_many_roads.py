from django.db import migrations

from infra.code_lists import load_code_lists
from infra.sql import run


def know_the_threshold_of_names(apps, schema_editor) -> None:
    """`duplicate_named_m` is new in `fixtures/code_lists.csv`."""
    load_code_lists({"check_threshold": apps.get_model("infra", "CheckThreshold")})


class Migration(migrations.Migration):
    dependencies = [("infra", "0030_import_lines")]
    operations = [
        run("0031_many_roads"),
        run("public_ids"),
        migrations.RunPython(know_the_threshold_of_names, migrations.RunPython.noop),
    ]
