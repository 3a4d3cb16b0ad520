"""The answers of `/locate` as people and tables take them: JSON-ready dicts, CSV in and out."""

import csv
import io
import json
from typing import Any

from rest_framework.parsers import BaseParser

from gisapi.body import LIMIT_BYTES
from gisapi.boxes import Crs
from gisapi.errors import BodyTooLarge, BodyUnreadable, FieldRefused
from gisapi.params.place_rows import MOST_ROWS, NAMES
from infra.crs import WGS84, transform

ROWS_CSV = "text/csv"
_PLACE = (
    "road", "road_id", "branch", "road_name", "answers_to", "chainage", "reads_as", "nominal", "at_m", "offset_m", "side", "lon", "lat",
    "x", "y", "crs", "commune", "commune_name", "calibration",
)  # fmt: skip
COLUMNS = (
    "row", "id", *_PLACE, "communes_before", "shared", "post_km", "post_m", "post_stands", "uncertainty_m", "uncertainty_because", "ambiguous", "others",
    "in_reach", "problem", "problem_field", "problem_facts",
)  # fmt: skip


def answer_of(candidates: list[dict[str, Any]], crs: Crs | None, tolerance_m: float) -> dict[str, Any]:
    """`{candidates, ambiguous, tolerance_m, in_reach}`: ambiguous when the best is not the only one that may be meant.

    For a chainage: several roads or branches of that name have it. For a place: another road passes within
    `tolerance_m` of the nearest one there, be it a crossing, a road beside it or a stretch they share.
    """
    if crs is not None:
        candidates = [place | _in_system(place, crs) for place in candidates]
    in_reach = next((place["in_reach"] for place in candidates if "in_reach" in place), len(candidates))
    told = [{name: value for name, value in place.items() if name != "in_reach"} for place in candidates]
    ambiguous = any(place.get("apart_m", 0) <= tolerance_m for place in told[1:])
    return {"candidates": told, "ambiguous": ambiguous, "tolerance_m": tolerance_m, "in_reach": in_reach}


def _in_system(place: dict[str, Any], crs: Crs) -> dict[str, Any]:
    """x east, y north, whatever order the system's own definition has."""
    if place["lon"] is None:
        return {"x": None, "y": None, "crs": crs.uri}
    x, y = transform(place["lon"], place["lat"], WGS84, crs.srid)
    return {"x": round(x, crs.decimals), "y": round(y, crs.decimals), "crs": crs.uri}


class RowsParser(BaseParser):
    """A table with a header row, UTF-8, columns parted by comma, semicolon or tab, as the body `{"rows": [...]}`."""

    media_type = ROWS_CSV

    def parse(self, stream: Any, media_type: str | None = None, parser_context: Any = None) -> dict[str, Any]:
        """Refuses what is no such table, naming the line; an empty cell is a thing not said."""
        raw = stream.read(LIMIT_BYTES + 1)
        if len(raw) > LIMIT_BYTES:
            raise BodyTooLarge(limit_bytes=LIMIT_BYTES)
        try:
            text = raw.decode("utf-8-sig")
            head = text.partition("\n")[0]
            parted_by = next((mark for mark in ",;\t" if mark in head), ",")
            return {"rows": _rows(csv.reader(io.StringIO(text, newline=""), delimiter=parted_by, strict=True))}
        except (UnicodeError, csv.Error) as error:
            raise BodyUnreadable(reason=str(error)[:200]) from error


def _rows(lines: Any) -> list[dict[str, str]]:
    names = [name.strip().lower() for name in next(lines, [])]
    for name in names:
        if name not in NAMES or names.count(name) > 1:
            raise FieldRefused(
                f"column {name[:60]}", reason="unknown" if name not in NAMES else "twice", known=list(NAMES)
            )
    rows = []
    for cells in lines:
        if len(cells) not in (0, len(names)):
            raise FieldRefused(f"line {lines.line_num}", reason=f"{len(cells)} cells under {len(names)} names")
        rows.append(dict(zip(names, cells, strict=False)))
        if len(rows) > MOST_ROWS:
            raise FieldRefused("rows", reason="too many", most=MOST_ROWS)
    return rows


def rows_as_csv(answers: list[dict[str, Any]]) -> str:
    """One line a row, in order: the best place, the others in a word each, or the problem."""
    out = io.StringIO()
    writer = csv.DictWriter(out, COLUMNS, restval="", lineterminator="\r\n")
    writer.writeheader()
    writer.writerows(_line(answer) for answer in answers)
    return out.getvalue()


def _line(answer: dict[str, Any]) -> dict[str, Any]:
    line = {"row": answer["row"], "id": answer["id"]}
    if "problem" in answer:
        problem = answer["problem"]
        facts = json.dumps(problem["facts"], ensure_ascii=False, default=str)
        return line | {"problem": problem["code"], "problem_field": problem["field"], "problem_facts": facts}
    line |= {"ambiguous": _word(answer["ambiguous"]), "in_reach": answer["in_reach"]}
    if not answer["candidates"]:
        return line
    best, *others = answer["candidates"]
    line |= {name: best[name] for name in _PLACE if name in best} | {"nominal": _word(best["nominal"])}
    post, rests = best["post"] or {}, best["uncertainty"]
    return line | {
        "communes_before": "; ".join(f"{old['name']} ({old['district']}.{old['code']})" for old in best["communes_before"]),
        "shared": "; ".join(f"{other['road']} {other['chainage']}" for other in best["shared"]),
        "post_km": post.get("km"), "post_m": post.get("distance_m"), "post_stands": post.get("stands"),
        "uncertainty_m": rests["m"], "uncertainty_because": rests["because"],
        "others": "; ".join(f"{place['road']} {place['branch']} {place['chainage']}" for place in others),
    }  # fmt: skip


def _word(value: bool) -> str:
    return "true" if value else "false"
