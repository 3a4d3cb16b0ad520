"""The pages that are tables: queryables and schema, statistics, code lists."""

from typing import Any
from urllib.parse import urlencode

from gisapi.collections import Collection
from gisapi.fields import Field
from gisapi.pages.documents import Page, items_of, trail_of
from gisapi.pages.selections import conditions_of
from gisapi.pages.values import UNKNOWN, Meanings, Shown, amount, day, plain, shown
from gisapi.params.items import StatisticsQuery

FIGURES = {
    "count": ("Số lượng", "Count", ""), "length_km": ("Chiều dài", "Length", "km"), "chainage_km": ("Chiều dài theo lý trình", "Length by chainage", "km"),
    "shared_km": ("Đi chung trên tuyến khác", "Over other roads", "km"), "deck_area_m2": ("Diện tích mặt cầu", "Deck area", "m²"),
}  # fmt: skip
"""Figure → title in Vietnamese and English, unit."""
KINDS = {
    "string": ("Chữ", "Text"), "integer": ("Số nguyên", "Whole number"), "number": ("Số", "Number"), "boolean": ("Có/Không", "Yes or no"),
    "array": ("Danh sách", "List"), "date": ("Ngày", "Date"), "date-time": ("Thời điểm", "Instant"),
}  # fmt: skip
_DECIMALS = {"length_km": 3, "chainage_km": 3, "shared_km": 3, "deck_area_m2": 1}
"""To the metre, to the tenth of a square metre."""
_COMMUNE = ("Xã, phường", "Commune")


def queryables(told: dict[str, Any], *, of: Collection) -> Page:
    """`/queryables`: what filters may name."""
    return Page(
        "schema",
        "Hỏi được theo",
        "Queryables",
        trail_of(of),
        {"collection": of, "told": told, "rows": _properties(told)},
    )


def schema(told: dict[str, Any], *, of: Collection) -> Page:
    """`/schema`: what a feature holds."""
    return Page(
        "schema", "Các trường", "Schema", trail_of(of), {"collection": of, "told": told, "rows": _properties(told)}
    )


def _properties(told: dict[str, Any]) -> list[dict[str, Any]]:
    return [
        {
            "name": name,
            "title": row["title"],
            "english": row["x-title-en"],
            "kind": KINDS.get(row.get("format", ""), KINDS.get(row.get("type", ""), (row.get("format", ""), ""))),
            "unit": row.get("x-ogc-unit", ""),
            "read_only": row.get("readOnly", False),
            "codes": [(code["const"], code["title"], code["x-title-en"]) for code in row.get("oneOf", [])],
        }
        for name, row in told["properties"].items()
    ]


def statistics(told: dict[str, Any], *, of: Collection, query: StatisticsQuery, meanings: Meanings) -> Page:
    """`/statistics`: one row a group, the total below."""
    by = [of.fields.get(name) for name in query.group_by]
    titles = [(field.title_vi, field.title_en) if field else _COMMUNE for field in by]
    figures = ("count", *of.figures)
    facts = {
        "collection": of,
        "told": told,
        "titles": titles,
        "figures": [FIGURES[name] for name in figures],
        "rows": [
            (
                [_key(field, group[name], meanings) for field, name in zip(by, query.group_by, strict=True)],
                _amounts(group, figures),
            )
            for group in (told["groups"] if by else [])
        ],
        "total": _amounts(told["total"], figures),
        "choices": [_choice(of, name, query) for name in of.group_by],
        "conditions": list(conditions_of(query.given, of, meanings)),
    }
    return Page("statistics", "Số liệu", "Statistics", trail_of(of, items_of(of)), facts)


def _key(field: Field | None, value: Any, meanings: Meanings) -> Shown:
    if value is None:
        return Shown("chưa biết", "not known")
    return shown(field, value, meanings) if field else Shown(str(value))


def _amounts(row: dict[str, Any], figures: tuple[str, ...]) -> list[str]:
    return [
        UNKNOWN.text if row[name] is None else amount(row[name], decimals=_DECIMALS.get(name, 0)) for name in figures
    ]


def _choice(of: Collection, name: str, query: StatisticsQuery) -> dict[str, Any]:
    """One column to group by: grouped by it already, or the link that adds it; or takes it away."""
    field = of.fields.get(name)
    chosen = name in query.group_by
    names = [one for one in query.group_by if one != name] + ([] if chosen else [name])
    kept = [
        *(pair for pair in query.given if pair[0] != "group-by"),
        *([("group-by", ",".join(names))] if names else []),
    ]
    title = (field.title_vi, field.title_en) if field else _COMMUNE
    return {"title": title, "chosen": chosen, "href": f"?{urlencode(kept)}"}


def code_lists(told: dict[str, Any]) -> Page:
    """`/api/code-lists`."""
    lists = {name: [_code(row) for row in rows] for name, rows in told["lists"].items()}
    return Page("code_lists", "Danh mục mã", "Code lists", facts={"told": told, "lists": lists.items()})


def _code(row: dict[str, Any]) -> dict[str, Any]:
    """A code with its facts and its time of validity in words."""
    first, last = (day(row[end]) if row[end] else "" for end in ("valid_from", "valid_to"))
    facts = [f"{name}: {plain(value)}" for name, value in (row["facts"] or {}).items()]
    return row | {"facts": facts, "validity": f"{first} → {last}" if first or last else UNKNOWN.text}
