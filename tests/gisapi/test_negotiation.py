"""Which form a client gets."""

import pytest

from gisapi.negotiation import accepted

BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"


@pytest.mark.parametrize(
    ("header", "form"),
    [
        ("", "geojson"), ("*/*", "geojson"), ("no media type", "geojson"), ("application/geo+json, application/json", "geojson"),
        ("text/csv", "csv"), ("text/csv, application/json", "geojson"), ("text/csv, application/json;q=0.9", "csv"),
        ("text/csv;q=0", "geojson"), ("text/csv;q=nan", "geojson"), ("text/csv;q=²", "geojson"), (BROWSER, "html"),
    ],
)  # fmt: skip
def test_a_form_wins_only_when_named_and_preferred(header: str, form: str) -> None:
    assert accepted(header, ("geojson", "json", "html", "csv")) == form
