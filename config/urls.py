"""Every address of the product: the map at /, the API at /api/ and /tiles/, the back office at /admin/."""

from django.contrib import admin
from django.urls import include, path

urlpatterns = [
    path("admin/", admin.site.urls),
    path("", include("gisapi.urls")),
    path("", include("maps.urls")),
]

handler400 = "config.pages.bad_request"
handler403 = "config.pages.forbidden"
handler404 = "config.pages.not_found"
handler500 = "config.pages.failed"
