"""The one page of the map."""

from django.urls import path

from maps.views import map_page

app_name = "maps"
urlpatterns = [path("", map_page, name="map")]
