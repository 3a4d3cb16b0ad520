"""`f=map` in a real browser, opened from a disk: it asks for nothing, and shows map, legend, table, date and the islands."""

from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.contrib.gis.geos import Point
from django.test import Client
from playwright.sync_api import Browser

from infra.models import Bridge
from tests.gisapi.asking import refused
from tests.gisapi.forms.test_exports import BRIDGES, body
from tests.network import SOURCE, Network
from gisapi.forms import share

EVIL = '<img src=x onerror="document.title=1"></script><script>document.title=2</script>{{ 7*7 }}'


@pytest.mark.parametrize(("width", "height"), [(1366, 768), (390, 844)])
def test_the_file_stands_alone(client: Client, net: Network, chromium: Browser, tmp_path: Path, width: int, height: int) -> None:
    Bridge.objects.create(name=EVIL, located_by="coordinates", geom=Point(105.51, 9.21, srid=4326), condition_id="RAT_XAU", source=SOURCE)
    Bridge.objects.create(name="Không vị trí", source=SOURCE)
    path = tmp_path / "x.map.html"
    path.write_bytes(body(client, BRIDGES, f="map", labels="true", properties="name,condition,length_m"))
    context = chromium.new_context(viewport={"width": width, "height": height})
    page = context.new_page()
    asked, faults = [], []
    page.on("request", lambda request: asked.append(request.url))
    page.on("pageerror", lambda fault: faults.append(str(fault)))
    page.goto(path.as_uri())
    page.wait_for_selector(".leaflet-overlay-pane canvas, .leaflet-overlay-pane svg")
    assert [url for url in asked if urlsplit(url).scheme not in ("file", "data")] == []
    assert (len(asked), faults, page.title()) == (1, [], "CầuĐường")
    text = page.inner_text("body")
    for words in ("Quần đảo Hoàng Sa (Việt Nam)", "Quần đảo Trường Sa (Việt Nam)", "4 đối tượng · 1 chưa có vị trí", "Rất xấu", "giờ Việt Nam", "{{ 7*7 }}"):
        assert words in text, words
    assert page.locator("tbody tr").count() == 4
    page.screenshot(path=f"test-results/shared-map-{width}.png")
    context.close()


def test_more_than_a_mail_takes_is_refused(client: Client, net: Network, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(share, "MOST", 1)
    facts = refused(client.get(BRIDGES, {"f": "map"}), 400, "bad-parameter", "f")
    assert (facts["reason"], facts["limit"]) == ("too-many-features", 1)
