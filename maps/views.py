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
MAP, PLANNING, TOKENS = "src/main.ts", "src/planning/main.ts", "src/tokens.ts"
IMPORT = "src/importing/main.ts"


def built_files(entry: str = MAP, build: Path = BUILD) -> dict[str, Any] | None:
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
    """The map."""
    return _page(request, "maps/map.html", MAP)


@require_safe
@ensure_csrf_cookie
def planning_page(request: HttpRequest) -> HttpResponse:
    """The planners' page."""
    return _page(request, "maps/planning.html", PLANNING)


@require_safe
@ensure_csrf_cookie
def import_page(request: HttpRequest) -> HttpResponse:
    """Importing a file: `#12` is the report of import 12."""
    return _page(request, "maps/import.html", IMPORT)


@require_safe
@ensure_csrf_cookie
def tokens_page(request: HttpRequest) -> HttpResponse:
    """A person's own access tokens. The page holds nothing of theirs: it asks the API, as the map does."""
    return _page(request, "maps/tokens.html", TOKENS)


def _page(request: HttpRequest, template: str, entry: str) -> HttpResponse:
    """The page with its built files; 503 when nothing is built."""
    files = built_files(entry)
    return render(request, template, {"files": files, "zone": settings.TIME_ZONE}, status=200 if files else 503)
