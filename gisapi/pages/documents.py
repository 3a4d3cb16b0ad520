"""An answer in the form asked for: JSON for programs, or a page that shows the same content to people."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string

from gisapi.answers import JSON, json_answer, negotiated, squeezed, text_answer
from gisapi.collections import Collection
from gisapi.params.items import PAGE

MEDIA = "text/html; charset=utf-8"
API = ("/api/", "Dữ liệu", "Data")
LIST = ("/api/collections", "Bộ dữ liệu", "Collections")

Crumb = tuple[str, str, str]
"""Address, Vietnamese, English."""


@dataclass(frozen=True, slots=True)
class Page:
    """What a template of `gisapi/templates/gisapi/` shows. `trail`: the pages above this one; `facts`: what the template names."""

    template: str
    title_vi: str
    title_en: str
    trail: tuple[Crumb, ...] = (API,)
    facts: dict[str, Any] = field(default_factory=dict)


def document(
    request: HttpRequest, form: str, told: dict[str, Any], page: Callable[[Any], Page], *, media: str = JSON
) -> HttpResponse:
    """`told` as JSON, or as the page that `page` makes of it."""
    response = shown(page(told), told.get("links", [])) if form == PAGE else json_answer(told, media=media)
    return squeezed(request, negotiated(response))


def shown(page: Page, links: list[dict[str, Any]]) -> HttpResponse:
    """The page as a response. `links`: all of the answer's, each of which has its place on the page."""
    return text_answer(written(page, links), media=MEDIA)


def written(page: Page, links: list[dict[str, Any]]) -> str:
    """The page as text."""
    forms = [one for one in links if one["rel"] == "alternate"]
    here = next((one for one in links if one["rel"] == "self"), None)
    facts = {"page": page, "links": links, "forms": forms, "here": here, **page.facts}
    text: str = render_to_string(f"gisapi/{page.template}.html", facts)
    return text


def trail_of(collection: Collection, *more: Crumb) -> tuple[Crumb, ...]:
    """The pages above one of a collection."""
    return (API, LIST, (f"/api/collections/{collection.name}", collection.title_vi, collection.title_en), *more)


def items_of(collection: Collection) -> Crumb:
    """The list of a collection's features, as a page above."""
    return f"/api/collections/{collection.name}/items", "Danh sách", "List"
