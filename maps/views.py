"""The page of the map: finds what Vite built (hashed names) in its manifest and links it."""

import json
from pathlib import Path
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.csrf import ensure_csrf_cookie
from django.views.decorators.http import require_safe

BUILD = Path(__file__).resolve().parent / "static" / "maps"
ENTRY = "src/main.ts"


def built_files(build: Path = BUILD) -> dict[str, Any] | None:
    """Static paths of the entry script, its style sheets and the modules it loads first; None when nothing is built."""
    manifest_file = build / "manifest.json"
    if not manifest_file.is_file():
        return None
    manifest = json.loads(manifest_file.read_text(encoding="utf-8"))
    entry = manifest[ENTRY]
    return {
        "script": f"maps/{entry['file']}",
        "styles": [f"maps/{name}" for name in entry.get("css", [])],
        "preload": [f"maps/{manifest[name]['file']}" for name in entry.get("imports", [])],
    }


@require_safe
@ensure_csrf_cookie
def map_page(request: HttpRequest) -> HttpResponse:
    files = built_files()
    context = {"files": files, "zone": settings.TIME_ZONE}
    return render(request, "maps/map.html", context, status=200 if files else 503)
