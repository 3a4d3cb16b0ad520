"""Extensions, schemas, public ids; and VN-2000 as the official parameters have it."""

from django.db import migrations

from infra.spatial_ref_sys import define_vn2000
from infra.sql import run


class Migration(migrations.Migration):
    initial = True
    dependencies = []
    operations = [
        run("0001_reference"),
        migrations.RunPython(lambda apps, editor: define_vn2000(editor.connection), migrations.RunPython.noop),
    ]
