"""Endpoints with no parameters of their own but the form of the answer."""

from django.http import HttpRequest

from gisapi.params.given import Given


def nothing(request: HttpRequest, formats: tuple[str, ...] = ("json",)) -> str:
    """For endpoints without parameters of their own: the format asked for."""
    return Given(request, ()).form(formats)
