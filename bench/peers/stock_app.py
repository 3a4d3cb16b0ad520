"""What one would otherwise pick: django-vectortiles and a stock djangorestframework-gis list, as their documentation shows them.

Runs in an environment of its own, under gunicorn; nothing of the product is imported. BENCH_SOCKET: where the cluster
listens.
"""

import os
import sys

import django
from django.conf import settings

sys.modules["stock_app"] = sys.modules[__name__]
settings.configure(
    SECRET_KEY="bench",  # noqa: S106  signs nothing
    ALLOWED_HOSTS=["127.0.0.1"],
    ROOT_URLCONF="stock_app",
    INSTALLED_APPS=[
        "django.contrib.contenttypes",
        "django.contrib.gis",
        "rest_framework",
        "rest_framework_gis",
        "vectortiles",
    ],
    MIDDLEWARE=[],
    DATABASES={
        "default": {
            "ENGINE": "django.contrib.gis.db.backends.postgis",
            "NAME": "cauduong",
            "USER": "bench",
            "HOST": os.environ["BENCH_SOCKET"],
            "CONN_MAX_AGE": None,
        }
    },
    REST_FRAMEWORK={
        "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
        "DEFAULT_AUTHENTICATION_CLASSES": [],
        "DEFAULT_PERMISSION_CLASSES": [],
        "UNAUTHENTICATED_USER": None,
    },
)
django.setup()

from django.contrib.gis.db import models  # noqa: E402  models need settings
from django.core.wsgi import get_wsgi_application  # noqa: E402
from django.urls import path  # noqa: E402
from rest_framework.generics import ListAPIView  # noqa: E402
from rest_framework_gis.filters import InBBoxFilter  # noqa: E402
from rest_framework_gis.pagination import GeoJsonPagination  # noqa: E402
from rest_framework_gis.serializers import GeoFeatureModelSerializer  # noqa: E402
from vectortiles import VectorLayer  # noqa: E402
from vectortiles.views import MVTView  # noqa: E402


class RoadSection(models.Model):
    """The peers' table."""

    id = models.TextField(primary_key=True)
    road = models.TextField()
    road_class = models.TextField()
    condition = models.TextField()
    pavement = models.TextField()
    carriageway_width_m = models.FloatField()
    from_m = models.FloatField()
    to_m = models.FloatField()
    condition_on = models.DateField()
    geom = models.MultiLineStringField(srid=4326)

    class Meta:
        app_label = "stock_app"
        managed = False
        db_table = "road_section"


COLUMNS = tuple(field.name for field in RoadSection._meta.fields if field.name != "geom")


class SectionLayer(VectorLayer):
    """One layer, every column."""

    id = "road_section"
    model = RoadSection
    tile_fields = COLUMNS


class Tiles(MVTView):
    """Its tiles."""

    layer_classes = [SectionLayer]


class SectionSerializer(GeoFeatureModelSerializer):
    """One feature."""

    class Meta:
        model = RoadSection
        geo_field = "geom"
        fields = (*COLUMNS, "geom")


class Pages(GeoJsonPagination):
    """Pages as long as asked for."""

    page_size_query_param = "limit"
    max_page_size = 10_000
    page_size = 100


class Sections(ListAPIView):
    """The list. `in_bbox` as the documentation has it; rows that overlap the box belong to it."""

    queryset = RoadSection.objects.order_by("id")
    serializer_class = SectionSerializer
    pagination_class = Pages
    filter_backends = [InBBoxFilter]
    bbox_filter_field = "geom"
    bbox_filter_include_overlapping = True


urlpatterns = [
    path("tiles/<int:z>/<int:x>/<int:y>", Tiles.as_view()),
    path("sections", Sections.as_view()),
]
application = get_wsgi_application()
