"""The OpenAPI document as clients use it: addresses under the server's URL, and one path a collection with just the parameters it takes.

GDAL and QGIS look for `/collections/bridges/items`, and take every query parameter they find there for an attribute that the server filters by.
"""

import copy
from typing import Any

from gisapi.collections import COLLECTIONS
from gisapi.params.items import LIMIT, MOST
from gisapi.params.selecting import names_of

BASE = "/api"
_COLLECTION = "/collections/{name}"
_VERBS = ("get", "put", "post", "patch", "delete")


def served(schema: dict[str, Any]) -> dict[str, Any]:
    """The same document with `servers`, its paths below them and each collection spelled out."""
    paths: dict[str, Any] = {}
    for path, item in schema["paths"].items():
        if path == BASE:
            continue  # the landing page without its slash, as GDAL asks for it
        if not path.startswith(BASE + "/"):
            paths[path] = item | {"servers": [{"url": "/"}]}
        elif path.startswith(BASE + _COLLECTION):
            paths |= _spelled_out(path.removeprefix(BASE), item)
        else:
            paths[path.removeprefix(BASE)] = item
    return schema | {"servers": [{"url": BASE}], "paths": paths}


def _spelled_out(path: str, item: dict[str, Any]) -> dict[str, Any]:
    """One path a collection, without the verbs it does not know."""
    made: dict[str, Any] = {}
    for name in COLLECTIONS:
        verbs = {verb: _of(name, act) for verb, act in item.items() if verb in _VERBS and _knows(name, act)}
        if verbs:
            made[path.replace("{name}", name)] = verbs
    return made


def _knows(name: str, act: dict[str, Any]) -> bool:
    named = next((row for row in act.get("parameters", []) if (row["name"], row["in"]) == ("name", "path")), None)
    return named is None or name in named["schema"].get("enum", COLLECTIONS)


def _of(name: str, act: dict[str, Any]) -> dict[str, Any]:
    """An act on one collection: its own id and its own parameters."""
    made = copy.deepcopy(act)
    made["operationId"] = f"{act['operationId']}_{name.replace('-', '_')}"
    everywhere = names_of(COLLECTIONS[name])
    every = {one for row in COLLECTIONS.values() for one in names_of(row)}
    made["parameters"] = [
        row
        for row in made.get("parameters", [])
        if (row["name"], row["in"]) != ("name", "path")
        and (row["in"] != "query" or row["name"] in everywhere or row["name"] not in every)
    ]
    for row in made["parameters"]:
        if row["name"] == "limit":
            row["schema"] = {"type": "integer", "minimum": 1, "maximum": MOST, "default": LIMIT}
    return made
