from django.db import migrations

from infra.code_lists import load_code_lists
from infra.sql import run


def know_the_sign_of_a_closed_road(apps, schema_editor) -> None:
    """P.101 is new in `fixtures/code_lists.csv`."""
    load_code_lists({"posting_sign": apps.get_model("infra", "PostingSign")})


class Migration(migrations.Migration):
    dependencies = [("infra", "0020_tiles_without_ids")]
    operations = [
        run("calibrate"),
        run("0021_network_operations"),
        migrations.RunPython(know_the_sign_of_a_closed_road, migrations.RunPython.noop),
    ]
