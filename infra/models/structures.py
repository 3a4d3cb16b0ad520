"""Structures on a road: bridges and culverts, as the national inventory forms 2 and 4 describe them."""

from django.contrib.gis.db import models
from django.contrib.postgres.indexes import GistIndex
from django.db.models import PROTECT, CheckConstraint, Q, Value

from infra.models.asset import Asset, code_column, mercator_column, metres_column, public_id_column, text_column

BY_CHAINAGE, BY_COORDINATES, UNLOCATED = "chainage", "coordinates", "none"


def _located_rules(table: str) -> list[CheckConstraint]:
    """What must hold of the place of any structure.

    By chainage: road and measure are the truth and the point follows. By coordinates: the point is the
    truth. None: known only by what the source states, not on the map yet.
    """
    place = (
        Q(located_by=BY_CHAINAGE, road__isnull=False, at_m__isnull=False)
        | Q(located_by=BY_COORDINATES, geom__isnull=False)
        | Q(located_by=UNLOCATED, geom__isnull=True)
    )
    return [
        CheckConstraint(condition=place, name=f"{table}_located"),
        CheckConstraint(condition=Q(at_m__isnull=True) | Q(at_m__gte=0, road__isnull=False), name=f"{table}_at"),
        CheckConstraint(condition=Q(stated_km__isnull=True) | Q(stated_km__gte=0), name=f"{table}_stated_km"),
        CheckConstraint(condition=Q(stated_m__isnull=True) | Q(stated_km__isnull=False, stated_m__gte=0), name=f"{table}_stated_m"),
        CheckConstraint(condition=Q(built_year__isnull=True) | Q(built_year__gte=1850, built_year__lte=2100), name=f"{table}_built"),
    ]  # fmt: skip


def _not_negative(table: str, *columns: str) -> list[CheckConstraint]:
    return [
        CheckConstraint(
            condition=Q(**{f"{column}__isnull": True}) | Q(**{f"{column}__gte": 0}), name=f"{table}_{column}_min"
        )
        for column in columns
    ]


class Structure(Asset):
    """What stands on a road: its name, its place (see `located_by`), its state. The one base of bridges and culverts."""

    code = text_column(60)
    name = text_column()
    road = models.ForeignKey("infra.Road", PROTECT, null=True, blank=True, related_name="%(class)ss")
    located_by = models.CharField(max_length=12, default=UNLOCATED, db_default=Value(UNLOCATED))
    at_m = models.FloatField(null=True, blank=True)
    side = code_column("Side", "side")
    offset_m = models.FloatField(default=0, db_default=Value(0.0))
    stated_km = models.IntegerField(null=True, blank=True)
    stated_m = metres_column()
    stated_text = text_column(80)
    geom = models.PointField(srid=4326, null=True, blank=True)
    geom_3857 = mercator_column()
    source_srid = models.IntegerField(null=True, blank=True)
    length_m = metres_column()
    skew_deg = metres_column(5)
    built_year = models.SmallIntegerField(null=True, blank=True)
    status = code_column("Status", "status", null=False, default="DANG_KHAI_THAC", db_default=Value("DANG_KHAI_THAC"))
    condition = code_column("Condition", "condition")
    condition_on = models.DateField(null=True, blank=True)
    condition_reason = text_column(400)
    managing_unit = models.ForeignKey("infra.ManagingUnit", PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.name or self.code or self.public_id


class Bridge(Structure):
    """A point event with extent. Lengths, widths and clearances in metres as the record states them.

    `deck_rating`, `superstructure_rating`, `substructure_rating`: 0-9 (SNBI B.C.01-03); `condition` is
    their minimum, put into words (`infra.rules.condition`).
    """

    public_id = public_id_column("B")
    bridge_type = code_column("BridgeType", "bridge_type")
    permanence = code_column("Permanence", "permanence")
    crossing = code_column("Crossing", "crossing")
    crossing_name = text_column()
    span_scheme = text_column(120)
    span_count = models.SmallIntegerField(null=True, blank=True)
    width_m = metres_column()
    carriageway_width_m = metres_column()
    footway_width_m = metres_column()
    design_load = code_column("Load", "design_load")
    actual_load = code_column("Load", "actual_load")
    vertical_clearance_m = metres_column()
    navigation_width_m = metres_column()
    navigation_height_m = metres_column()
    foundation = code_column("Foundation", "foundation")
    opened_year = models.SmallIntegerField(null=True, blank=True)
    deck_rating = models.SmallIntegerField(null=True, blank=True)
    superstructure_rating = models.SmallIntegerField(null=True, blank=True)
    substructure_rating = models.SmallIntegerField(null=True, blank=True)

    class Meta:
        db_table = "bridge"
        ordering = ["road_id", "at_m"]
        indexes = [
            GistIndex(fields=["geom_3857"], name="bridge_3857"),
            models.Index(fields=["road", "at_m"], name="bridge_along"),
        ]
        constraints = [
            *_located_rules("bridge"),
            *_not_negative("bridge", "length_m", "width_m", "carriageway_width_m", "footway_width_m", "vertical_clearance_m"),
            *(
                CheckConstraint(condition=Q(**{f"{part}_rating__isnull": True}) | Q(**{f"{part}_rating__gte": 0, f"{part}_rating__lte": 9}), name=f"bridge_{part}_rating")
                for part in ("deck", "superstructure", "substructure")
            ),
            CheckConstraint(condition=Q(skew_deg__isnull=True) | Q(skew_deg__gt=0, skew_deg__lte=90), name="bridge_skew"),
            CheckConstraint(condition=Q(span_count__isnull=True) | Q(span_count__gte=1), name="bridge_spans"),
        ]  # fmt: skip


class Culvert(Structure):
    """A culvert. `width_m` × `height_m` of one cell, or `diameter_m`; `opening_text` keeps the raw writing."""

    public_id = public_id_column("C")
    kind = code_column("CulvertKind", "kind")
    shape = code_column("CulvertShape", "shape")
    load = code_column("Load", "load")
    cells = models.SmallIntegerField(null=True, blank=True)
    width_m = metres_column()
    height_m = metres_column()
    diameter_m = metres_column()
    opening_text = text_column(60)
    body = code_column("CulvertBody", "body")
    head_up = code_column("CulvertHead", "head_up")
    head_down = code_column("CulvertHead", "head_down")
    gate_up = code_column("Gate", "gate_up")
    gate_down = code_column("Gate", "gate_down")
    apron_up = code_column("Apron", "apron_up")
    apron_down = code_column("Apron", "apron_down")
    apron_up_m2 = metres_column(8)
    apron_down_m2 = metres_column(8)
    sump_up = code_column("Sump", "sump_up")
    sump_up_depth_m = metres_column()
    sump_up_width_m = metres_column()
    sump_up_length_m = metres_column()
    sump_down = code_column("Sump", "sump_down")
    sump_down_depth_m = metres_column()
    sump_down_width_m = metres_column()
    sump_down_length_m = metres_column()
    hydraulic = code_column("Hydraulic", "hydraulic")
    design_life_years = models.SmallIntegerField(null=True, blank=True)
    unit_text = text_column()

    class Meta:
        db_table = "culvert"
        ordering = ["road_id", "at_m"]
        indexes = [
            GistIndex(fields=["geom_3857"], name="culvert_3857"),
            models.Index(fields=["road", "at_m"], name="culvert_along"),
        ]
        constraints = [
            *_located_rules("culvert"),
            *_not_negative("culvert", "width_m", "height_m", "diameter_m", "length_m"),
            CheckConstraint(condition=Q(cells__isnull=True) | Q(cells__gte=1, cells__lte=50), name="culvert_cells"),
            CheckConstraint(condition=Q(skew_deg__isnull=True) | Q(skew_deg__gt=0, skew_deg__lte=90), name="culvert_skew"),
        ]  # fmt: skip
