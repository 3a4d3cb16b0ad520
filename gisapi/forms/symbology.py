"""What things look like in files: the colours and widths of the map (`maps/src/symbology.ts`, which a test holds beside these)."""

from gisapi.collections import Collection

CONDITIONS = {
    "TOT": ("#1f78b4", "A"),
    "KHA": ("#2f8f79", "B"),
    "TB": ("#d9a300", "C"),
    "XAU": ("#d95f02", "D"),
    "RAT_XAU": ("#a50f3c", "E"),
}
"""Condition → colour, letter; the worst last."""
UNRATED = ("#7b8683", "–")
ROADS = {"CT": ("#17663a", 7.0), "QL": ("#a8322a", 6.0), "DT": ("#0f6d7c", 4.6), "DH": ("#5a6664", 3.4)}
"""Road class → colour of its shield, width in CSS pixels at zoom 12."""
WATER = "#86b8cb"
OTHER_ROAD = ("#5a6664", 2.8)
LAND, BOUNDARY, INK, BRAND = "#ecebe2", "#c3cabf", "#1d2b2a", "#0b5d6b"
SYMBOL_PX, LINE_PX = 9, 4


def looks(collection: Collection) -> tuple[str, dict[str, str], str]:
    """The field a collection is coloured by ("" for none), value → colour, and the colour of every other."""
    if "condition" in collection.fields:
        return "condition", {code: colour for code, (colour, _) in CONDITIONS.items()}, UNRATED[0]
    if collection.name == "roads":
        return "road_class", {code: colour for code, (colour, _) in ROADS.items()}, OTHER_ROAD[0]
    return "", {}, WATER if collection.name == "waterways" else BRAND


def colour_sql(collection: Collection) -> str:
    """The colour as an expression over `page`."""
    field, colours, other = looks(collection)
    if not field:
        return f"'{other}'"
    whens = " ".join(f"WHEN '{value}' THEN '{colour}'" for value, colour in colours.items())
    return f"CASE page.{field} {whens} ELSE '{other}' END"


def label_sql(collection: Collection) -> str:
    """What a feature is called on a drawing, as an expression over `page`."""
    if collection.name == "km-posts":
        return "'Km' || page.km"
    names = [f"nullif(page.{name}, '')" for name in label_fields(collection)]
    return f"coalesce({', '.join([*names, 'page.public_id' if 'public_id' in collection.fields else repr('')])})"


def label_fields(collection: Collection) -> tuple[str, ...]:
    """The fields a label is taken from, the first that says something."""
    known = ("km",) if collection.name == "km-posts" else ("name", "name_vi", "about_name", "code", "chainage")
    return tuple(name for name in known if name in collection.fields)
