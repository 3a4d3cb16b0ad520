"""The pages of the map: each finds what Vite built of it (hashed names) in the manifest and links it."""

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
PLANNING = "src/planning/main.ts"


def built_files(entry: str = ENTRY, build: Path = BUILD) -> dict[str, Any] | None:
    """Static paths of the entry script, its style sheets and the modules it loads first; None when nothing is built."""
    manifest_file = build / "manifest.json"
    if not manifest_file.is_file():
        return None
    manifest = json.loads(manifest_file.read_text(encoding="utf-8"))
    shared = _imported(manifest, entry, [])
    return {
        "script": f"maps/{manifest[entry]['file']}",
        "styles": [f"maps/{name}" for chunk in (*shared, entry) for name in manifest[chunk].get("css", [])],
        "preload": [f"maps/{manifest[chunk]['file']}" for chunk in shared],
    }


def _imported(manifest: dict[str, Any], chunk: str, known: list[str]) -> list[str]:
    """The chunks another needs before it can run, each once; pages share what they have in common."""
    for name in manifest[chunk].get("imports", []):
        if name not in known:
            known.append(name)
            _imported(manifest, name, known)
    return known


@require_safe
@ensure_csrf_cookie
def map_page(request: HttpRequest) -> HttpResponse:
    files = built_files()
    context = {"files": files, "zone": settings.TIME_ZONE}
    return render(request, "maps/map.html", context, status=200 if files else 503)


@require_safe
@ensure_csrf_cookie
def planning_page(request: HttpRequest) -> HttpResponse:
    files = built_files(PLANNING)
    return render(request, "maps/planning.html", {"files": files}, status=200 if files else 503)
