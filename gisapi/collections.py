"""The collections: what each is called, which filters it takes, what it can be counted by. Data only."""

from dataclasses import dataclass, field

WORDS = ("q", "road", "unit")


@dataclass(frozen=True, slots=True)
class Collection:
    """One collection. `codes` are the filters that take comma-separated codes ("none": not known)."""

    name: str
    kind: str
    title_vi: str
    title_en: str
    description: str
    codes: tuple[str, ...]
    words: tuple[str, ...] = WORDS
    ranged: bool = False
    group_by: tuple[str, ...] = ()
    measure: str = "count"
    editable: bool = True
    code_lists: dict[str, str] = field(default_factory=dict)


COLLECTIONS: dict[str, Collection] = {
    row.name: row
    for row in (
        Collection(
            "roads", "road", "Tuyến đường", "Roads",
            "Linearly referenced roads; length_m and chainages are derived from centreline and km posts.",
            codes=("road_class", "technical_grade", "status"),
            group_by=("road_class", "technical_grade", "status", "managing_unit"), measure="length_km",
        ),
        Collection(
            "km-posts", "km_post", "Cột Km", "Km posts",
            "Posts that calibrate their road; `verdict` says whether a post is used and why not.",
            codes=("road_class", "verdict"), words=("road", "unit"), group_by=("road_class", "verdict", "road"),
        ),
        Collection(
            "sections", "section", "Đoạn đường", "Sections",
            "Stretches of road with one pavement, width and condition, from_m to_m.",
            codes=("condition", "pavement", "road_class"), words=("road", "unit"), ranged=True,
            group_by=("condition", "pavement", "road_class", "road"), measure="length_km",
        ),
        Collection(
            "bridges", "bridge", "Cầu", "Bridges", "Bridges, by chainage on a road or by coordinates.",
            codes=("condition", "status", "bridge_type", "permanence", "road_class", "located_by"), ranged=True,
            group_by=("condition", "status", "bridge_type", "permanence", "road_class", "road", "managing_unit"),
        ),
        Collection(
            "culverts", "culvert", "Cống", "Culverts", "Culverts, by chainage on a road or by coordinates.",
            codes=("condition", "status", "kind", "shape", "road_class", "located_by"), ranged=True,
            group_by=("condition", "status", "kind", "shape", "road_class", "road", "managing_unit"),
        ),
        Collection(
            "communes", "administrative_unit", "Xã, phường", "Communes",
            "Communes in force (level= asks for other units); validity=old or all adds those that have ended.",
            codes=("level",), words=("q", "validity"), group_by=("level",), editable=False,
        ),
    )
}  # fmt: skip
