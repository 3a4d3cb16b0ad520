from django.db import migrations

from infra.code_lists import code_rows, load_code_lists
from infra.sql import run


def load(apps, schema_editor) -> None:
    """Fill the two new lists (and refresh the others) from `fixtures/code_lists.csv`."""
    names = {name for name, _ in code_rows()}
    models = {model._meta.db_table.removeprefix("code_"): model for model in apps.get_app_config("infra").get_models()}
    load_code_lists({name: models[name] for name in names & set(models)})


class Migration(migrations.Migration):
    dependencies = [("infra", "0014_record_tables")]
    operations = [run("0015_records"), migrations.RunPython(load, migrations.RunPython.noop)]
