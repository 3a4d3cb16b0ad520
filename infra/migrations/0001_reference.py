"""Extensions, schemas, public ids; and VN-2000 as the official parameters have it."""

from django.db import migrations

from infra import crs
from infra.sql import run

UPSERT = """
insert into spatial_ref_sys (srid, auth_name, auth_srid, srtext, proj4text) values (%s, null, null, %s, %s)
on conflict (srid) do update set auth_name = null, auth_srid = null, srtext = excluded.srtext, proj4text = excluded.proj4text
"""


def define_vn2000(apps, schema_editor) -> None:
    """Give PostGIS our definitions. Without `auth_name` it uses them instead of asking PROJ for the EPSG code."""
    with schema_editor.connection.cursor() as cursor:
        for srid, system in crs.VN2000.items():
            cursor.execute(UPSERT, [srid, crs.wkt(srid), system.proj.replace(" +type=crs", "")])


class Migration(migrations.Migration):
    initial = True
    dependencies = []
    operations = [run("0001_reference"), migrations.RunPython(define_vn2000, migrations.RunPython.noop)]
