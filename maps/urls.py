"""The pages: the map, the planners' page, and a person's own access tokens."""

from django.urls import path

from maps.views import map_page, planning_page, tokens_page

app_name = "maps"
urlpatterns = [
    path("", map_page, name="map"),
    path("tra-cuu", planning_page, name="planning"),
    path("account/tokens", tokens_page, name="tokens"),
]
