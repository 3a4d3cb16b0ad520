"""`f=map` in a real browser, opened from a disk: it asks for nothing, and shows map, legend, table, date and the islands."""

import os
import shutil
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from django.contrib.gis.geos import Point
from django.test import Client
from playwright.sync_api import sync_playwright

from gisapi.forms import share
from infra.models import Bridge
from tests.conftest import CHROMIUM_NAMES, QUIET, ROOT
from tests.gisapi.asking import refused
from tests.gisapi.forms.test_exports import BRIDGES, body
from tests.network import SOURCE, Network

EVIL = '<img src=x onerror="document.title=1"></script><script>document.title=2</script>{{ 7*7 }}'
SIZES = ((1366, 768), (390, 844))


def opened(path: Path) -> list[dict[str, Any]]:
    """What a browser makes of the file at each size. In a thread of its own: Playwright's loop would give Django's connections another life."""
    executable = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, CHROMIUM_NAMES)), None)
    told = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=executable, chromium_sandbox=os.geteuid() != 0, args=list(QUIET)
        )
        for width, height in SIZES:
            page = browser.new_page(viewport={"width": width, "height": height})
            asked: list[str] = []
            faults: list[str] = []
            page.on("request", lambda request, asked=asked: asked.append(request.url))
            page.on("pageerror", lambda fault, faults=faults: faults.append(str(fault)))
            page.goto(path.as_uri())
            page.wait_for_selector(".leaflet-overlay-pane canvas")
            if folder := os.environ.get("CAUDUONG_PICTURES"):
                page.screenshot(path=f"{folder}/shared-map-{width}.png")
            box = page.locator(".folium-map").bounding_box()
            told.append(
                {
                    "asked": asked,
                    "faults": faults,
                    "title": page.title(),
                    "text": page.inner_text("body"),
                    "rows": page.locator("tbody tr").count(),
                    "box": box,
                }
            )
        browser.close()
    return told


def test_the_file_stands_alone(client: Client, net: Network, tmp_path: Path) -> None:
    Bridge.objects.create(
        name=EVIL, located_by="coordinates", geom=Point(105.51, 9.21, srid=4326), condition_id="RAT_XAU", source=SOURCE
    )
    Bridge.objects.create(name="Không vị trí", source=SOURCE)
    path = tmp_path / "x.map.html"
    path.write_bytes(body(client, BRIDGES, f="map", labels="true", properties="name,condition,length_m"))
    with ThreadPoolExecutor(1) as threads:
        for told in threads.submit(opened, path).result():
            assert (told["asked"], told["faults"], told["title"]) == ([path.as_uri()], [], "CầuĐường")
            for words in (
                "Quần đảo Hoàng Sa (Việt Nam)",
                "Quần đảo Trường Sa (Việt Nam)",
                "4 đối tượng · 1 chưa có vị trí",
                "Rất xấu",
                "giờ Việt Nam",
                EVIL,
            ):
                assert words in told["text"], words
            assert told["rows"] == 4
            assert told["box"]["height"] > 200


def test_more_than_a_mail_takes_is_refused(client: Client, net: Network, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(share, "MOST", 1)
    facts = refused(client.get(BRIDGES, {"f": "map"}), 400, "bad-parameter", "f")
    assert (facts["reason"], facts["limit"]) == ("too-many-features", 1)


def test_leaflet_is_the_one_of_the_map() -> None:
    ours = (ROOT / "gisapi/forms/leaflet/leaflet.js").read_text(encoding="utf-8")
    lock = (ROOT / "maps/package-lock.json").read_text(encoding="utf-8")
    version = lock.split('"node_modules/leaflet": {')[1].split('"version": "')[1].split('"')[0]
    assert f"Leaflet {version}," in ours
