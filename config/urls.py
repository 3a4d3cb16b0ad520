"""Every address of the product: the map at /, the API at /api/ and /tiles/, the back office at /admin/."""

from django.contrib import admin
from django.urls import include, path

urlpatterns = [
    path("admin/", admin.site.urls),
    path("", include("gisapi.urls")),
    path("", include("maps.urls")),
]
