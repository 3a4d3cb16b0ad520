"""The collections: what each is called, what its figures are, what it shows unless asked otherwise. Data only; the fields are in `gisapi.fields`."""

from dataclasses import dataclass

from gisapi.fields import Field, fields_of


@dataclass(frozen=True, slots=True)
class Collection:
    """One collection. `kind`: its table; `searched`: the fields `q` looks in; `measure`: its first figure; `figures`: all of them.

    `shape`: "point", "line", "area", or "any" (a record stands where what it is about stands); `along`: whether `road`, `from`, `to` and `overlap` mean anything to it.
    `recorded`: its features are made at the address of what they are about, not at its own.
    `formed`: there is a national form of it (`gisapi.forms.layouts`).
    """

    name: str
    kind: str
    title_vi: str
    title_en: str
    description_vi: str
    description: str
    shape: str
    searched: tuple[str, ...] = ()
    measure: str = "count"
    figures: tuple[str, ...] = ()
    along: bool = True
    editable: bool = True
    recorded: bool = False
    formed: bool = False

    @property
    def fields(self) -> dict[str, Field]:
        """Every field by name."""
        return fields_of(self.name)

    @property
    def titles(self) -> str:
        """Its title in both languages."""
        return f"{self.title_vi} / {self.title_en}"

    @property
    def group_by(self) -> tuple[str, ...]:
        """What the statistics may be grouped by."""
        by_place = ("commune",) if self.shape == "line" else ()
        return (*(name for name, field in self.fields.items() if field.grouped and field.public), *by_place)


LENGTHS = ("length_km", "chainage_km")

COLLECTIONS: dict[str, Collection] = {
    row.name: row
    for row in (
        Collection(
            "roads", "road", "Tuyến đường", "Roads",
            "Tuyến đường theo lý trình; chiều dài và lý trình suy từ tim tuyến và cột Km.",
            "Linearly referenced roads; length_m and chainages are derived from centreline and km posts.",
            "line", searched=("name", "code", "aliases"), measure="length_km", figures=(*LENGTHS, "shared_km"),
        ),
        Collection(
            "km-posts", "km_post", "Cột Km", "Km posts",
            "Cột Km để hiệu chuẩn tuyến; `verdict` cho biết cột có được dùng không và vì sao.",
            "Posts that calibrate their road; `verdict` says whether a post is used and why not.", "point", formed=True,
        ),
        Collection(
            "sections", "section", "Đoạn đường", "Sections",
            "Đoạn đường có cùng mặt đường, bề rộng và tình trạng, từ from_m đến to_m.",
            "Stretches of road with one pavement, width and condition, from_m to to_m.",
            "line", measure="length_km", figures=LENGTHS,
        ),
        Collection(
            "bridges", "bridge", "Cầu", "Bridges", "Cầu, định vị theo lý trình hoặc theo toạ độ.",
            "Bridges, by chainage on a road or by coordinates.", "point", searched=("name", "code"),
            figures=("length_km", "deck_area_m2"),
        ),
        Collection(
            "culverts", "culvert", "Cống", "Culverts", "Cống, định vị theo lý trình hoặc theo toạ độ.",
            "Culverts, by chainage on a road or by coordinates.", "point", searched=("name", "code"), formed=True,
        ),
        Collection(
            "waterways", "waterway", "Sông, kênh", "Waterways",
            "Sông, kênh, rạch, mương; đường tim, không có lý trình.",
            "Rivers, canals, streams and ditches by their centre lines; without chainage.",
            "line", searched=("name",), measure="length_km", figures=("length_km",), along=False,
        ),
        Collection(
            "communes", "administrative_unit", "Xã, phường", "Communes",
            "Xã, phường hiện hành (level= hỏi cấp khác); validity=old hoặc all, hay datetime=, hỏi đơn vị đã thôi hiệu lực.",
            "Communes in force (level= asks for other units); validity=old or all, or datetime=, asks for those that have ended.",
            "area", searched=("name_vi", "code"), along=False, editable=False,
        ),
        Collection(
            "inspections", "inspection", "Kiểm tra", "Inspections", "Các lần kiểm tra cầu, cống, đoạn đường.",
            "Inspections of bridges, culverts and stretches of road.", "any", searched=("about_name",), recorded=True,
        ),
        Collection(
            "postings", "posting", "Biển hạn chế", "Postings", "Biển hạn chế tải trọng, khổ xe, có thời hạn.",
            "Limits of load and size, in force from one date to another.", "any", searched=("about_name",), recorded=True,
        ),
        Collection(
            "works", "work", "Công việc", "Works", "Bảo dưỡng, sửa chữa, cải tạo, xây mới.",
            "Maintenance, repair, rehabilitation and new construction.", "any", searched=("about_name", "title"), recorded=True,
        ),
        Collection(
            "shared-stretches", "shared_stretch", "Đoạn đi chung", "Shared stretches",
            "Đoạn mà một tuyến (tuyến khách) chạy trên nền đường của tuyến khác (tuyến chủ); chỉ tính chiều dài một lần, ở tuyến chủ.",
            "Where one road (the guest) runs over the carriageway of another (the host); its length is counted once, with the host.",
            "any", searched=("about_name", "host"), recorded=True,
        ),
    )
}  # fmt: skip


def collection_of(kind: str) -> Collection:
    """The collection of a table."""
    return next(row for row in COLLECTIONS.values() if row.kind == kind)
