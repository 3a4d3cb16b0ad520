"""The pages: each finds what Vite built of its entry (hashed names) in the manifest and links it."""

import json
from pathlib import Path
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.csrf import ensure_csrf_cookie
from django.views.decorators.http import require_safe

BUILD = Path(__file__).resolve().parent / "static" / "maps"
MAP, TOKENS = "src/main.ts", "src/tokens.ts"


def built_files(entry_name: str = MAP, build: Path = BUILD) -> dict[str, Any] | None:
    """Static paths of the entry script, its style sheets and the modules it loads first; None when nothing is built."""
    manifest_file = build / "manifest.json"
    if not manifest_file.is_file():
        return None
    manifest = json.loads(manifest_file.read_text(encoding="utf-8"))
    entry = manifest[entry_name]
    return {
        "script": f"maps/{entry['file']}",
        "styles": [f"maps/{name}" for name in entry.get("css", [])],
        "preload": [f"maps/{manifest[name]['file']}" for name in entry.get("imports", [])],
    }


@require_safe
@ensure_csrf_cookie
def map_page(request: HttpRequest) -> HttpResponse:
    """The map."""
    return _page(request, "maps/map.html", MAP)


@require_safe
@ensure_csrf_cookie
def tokens_page(request: HttpRequest) -> HttpResponse:
    """A person's own access tokens. The page holds nothing of theirs: it asks the API, as the map does."""
    return _page(request, "maps/tokens.html", TOKENS)


def _page(request: HttpRequest, template: str, entry_name: str) -> HttpResponse:
    """The page with its built files; 503 when nothing is built."""
    files = built_files(entry_name)
    return render(request, template, {"files": files, "zone": settings.TIME_ZONE}, status=200 if files else 503)
