"""The map and the planners' page."""

from django.urls import path

from maps.views import map_page, planning_page

app_name = "maps"
urlpatterns = [
    path("", map_page, name="map"),
    path("tra-cuu", planning_page, name="planning"),
]
