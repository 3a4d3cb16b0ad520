import django.contrib.gis.db.models.fields
from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("infra", "0029_source_profiles"),
    ]

    operations = [
        migrations.AddField(
            model_name="importrow",
            name="line",
            field=django.contrib.gis.db.models.fields.MultiLineStringField(null=True, spatial_index=False, srid=4326),
        ),
    ]
