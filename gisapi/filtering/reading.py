"""CQL2 as it was sent: text or JSON to the tree of CQL2-JSON, bounded in length, depth and size, so that nobody's filter can exhaust the server."""

import json
import math
import re
from typing import Any

import cql2

from gisapi.errors import BadParameter

LANGUAGES = ("cql2-text", "cql2-json", "cql-text")
"""`cql-text` is the draft's name of the first: GDAL up to 3.8 sends it."""
LONGEST, DEEPEST, JOINED, LARGEST = 8_000, 40, 500, 20_000
"""Characters of a filter; nested expressions; operators in a row; values in its tree (a drawn polygon has many coordinates)."""
_QUOTED = re.compile(r"'(?:[^']|'')*'|\"[^\"]*\"")
_ZONELESS = re.compile(r"\btimestamp\s*\(\s*'([^'Zz]*[Tt][0-9:.]*)'\s*\)", re.IGNORECASE)
_RUN = re.compile(r"(?:\bnot\b\s*)+|(?:[-+]\s*)+", re.IGNORECASE)
_OPERATOR = re.compile(r"\b(?:and|or|div)\b|(?<=[\w)\s])[-+*/%^](?=\s|[\w(])", re.IGNORECASE)


def read_filter(parameter: str, text: str, language: str) -> Any:
    """The tree of a filter. Raises BadParameter naming `parameter`, with where and what was expected."""
    tree = _of_json(parameter, text) if language == "cql2-json" else _of_text(parameter, text)
    if tree is None:
        raise BadParameter(parameter, reason="no-predicate", expected="a condition that is true or false")
    _bounded(parameter, tree)
    return tree


def written(tree: Any) -> str:
    """A tree as CQL2 text, as the planners' page shows it."""
    return str(cql2.parse_json(json.dumps(tree)).to_text())


def _of_text(parameter: str, text: str) -> Any:
    # The parser recurses on a thread's stack: what nests too deep must not reach it.
    bare = _QUOTED.sub("''", text)
    if len(text) > LONGEST or _nesting(bare) > DEEPEST or len(_OPERATOR.findall(bare)) > JOINED:
        raise BadParameter(parameter, reason="too-long-or-deep", longest=LONGEST, deepest=DEEPEST)
    if zoneless := _ZONELESS.search(text):  # the parser would take it for UTC: seven hours off
        raise BadParameter(parameter, reason="no-instant", value=zoneless[1][:40], expected="2025-06-30T00:00:00Z")
    try:
        return cql2.parse_text(text).to_json()
    except (cql2.ParseError, cql2.ValidationError, ValueError, TypeError) as error:
        raise BadParameter(parameter, reason="unreadable", expected=_told(error), language="cql2-text") from error


def _nesting(text: str) -> int:
    """How deep parentheses, NOT NOT NOT and - - - can take a recursive parser."""
    deepest = depth = 0
    for character in text:
        depth += (character == "(") - (character == ")")
        deepest = max(deepest, depth)
    runs = (len(run.split()) if run[0] not in "+-" else len(run.replace(" ", "")) for run in _RUN.findall(text))
    return deepest + max(runs, default=0)


def _of_json(parameter: str, text: str) -> Any:
    if len(text) > LONGEST * 10:
        raise BadParameter(parameter, reason="too-long-or-deep", longest=LONGEST * 10, deepest=DEEPEST)
    try:
        return json.loads(text)
    except (ValueError, RecursionError) as error:
        raise BadParameter(parameter, reason="unreadable", expected=str(error)[:200], language="cql2-json") from error


def _told(error: Exception) -> str:
    """Where it stopped and what would have fitted, on one line."""
    return " ".join(line.strip() for line in str(error).splitlines() if line.strip(" |-^"))[:300]


def _bounded(parameter: str, tree: Any) -> None:
    """Refuses what is too deep (an operator and its arguments are two levels) or too large, and numbers that are none."""
    count, waiting = 0, [(tree, 0)]
    while waiting:
        node, depth = waiting.pop()
        count += 1
        if depth > 2 * DEEPEST + 10 or count > LARGEST:
            raise BadParameter(parameter, reason="too-long-or-deep", deepest=DEEPEST, largest=LARGEST)
        if isinstance(node, float) and not math.isfinite(node):
            raise BadParameter(parameter, reason="not-finite")
        if isinstance(node, str) and ("\x00" in node or not _encodable(node)):
            raise BadParameter(parameter, reason="not-text")
        parts = node.values() if isinstance(node, dict) else node if isinstance(node, list) else ()
        waiting.extend((part, depth + 1) for part in parts)


def _encodable(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True
