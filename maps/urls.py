"""The pages: the map, and a person's own access tokens."""

from django.urls import path

from maps.views import map_page, tokens_page

app_name = "maps"
urlpatterns = [path("", map_page, name="map"), path("account/tokens", tokens_page, name="tokens")]
