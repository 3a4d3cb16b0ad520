"""The pages: the map, the planners' page, imports, and a person's own access tokens."""

from django.urls import path

from maps.views import import_page, map_page, planning_page, tokens_page

app_name = "maps"
urlpatterns = [
    path("", map_page, name="map"),
    path("tra-cuu", planning_page, name="planning"),
    path("import/", import_page, name="import"),
    path("account/tokens", tokens_page, name="tokens"),
]
