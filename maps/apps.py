"""The map as a Django app: one page, one bundle. It knows the API by HTTP only."""

from django.apps import AppConfig


class MapsConfig(AppConfig):
    name = "maps"
    verbose_name = "Bản đồ"
