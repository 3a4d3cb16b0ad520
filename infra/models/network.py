"""The network: roads, the km posts that calibrate them, and what the database derives from both."""

from django.contrib.gis.db import models
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GistIndex
from django.db.models import DO_NOTHING, PROTECT, CheckConstraint, Deferrable, Q, UniqueConstraint, Value

from infra.models.asset import Asset, code_column, mercator_column, metres_column, public_id_column, text_column


class Road(Asset):
    """A linearly referenced road, one branch of it. `code` never contains a district.

    `centreline` parts run in the order of rising chainage; gaps between them are allowed and have no
    length. `start_km`/`start_m` state the chainage of the first metre where no post says better.
    """

    public_id = public_id_column("R")
    code = models.CharField(max_length=30)
    branch = models.CharField(max_length=10, default="000", db_default=Value("000"))
    aliases = ArrayField(models.CharField(max_length=60), default=list, blank=True, db_default=Value([]))
    name = text_column()
    road_class = code_column("RoadClass", "road_class", null=False)
    technical_grade = code_column("TechnicalGrade", "technical_grade")
    managing_unit = models.ForeignKey("infra.ManagingUnit", PROTECT, null=True, blank=True, related_name="roads")
    status = code_column("Status", "status", null=False, default="DANG_KHAI_THAC", db_default=Value("DANG_KHAI_THAC"))
    start_km = models.IntegerField(null=True, blank=True)
    start_m = metres_column()
    centreline = models.MultiLineStringField(srid=4326, null=True, blank=True)
    opened_on = models.DateField(null=True, blank=True)

    class Meta:
        db_table = "road"
        ordering = ["code", "branch"]
        constraints = [
            UniqueConstraint(fields=["code", "branch"], name="road_code_branch"),
            CheckConstraint(condition=Q(start_km__isnull=True, start_m__isnull=True) | Q(start_km__gte=0, start_m__gte=0), name="road_start"),
            CheckConstraint(condition=~Q(code=""), name="road_code_given"),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.code if self.branch == "000" else f"{self.code}: {self.branch}"


class RoadLine(models.Model):
    """Derived from the centreline by trigger, read only.

    Its column `geom` (MultiLineStringM, M = measure in true metres) is added in SQL: GEOS before 3.12
    cannot read M, so only SQL does.
    """

    road = models.OneToOneField(Road, DO_NOTHING, primary_key=True, related_name="line")
    length_m = models.FloatField()
    calibration = models.CharField(max_length=10)
    geom_3857 = models.GeometryField(srid=3857)

    class Meta:
        db_table = "road_line"


class KmPost(Asset):
    """A post of known kilometre at a known place. `stated_next_m`: what the form says to the next post."""

    public_id = public_id_column("P")
    road = models.ForeignKey(Road, PROTECT, related_name="km_posts")
    km = models.IntegerField()
    geom = models.PointField(srid=4326, null=True, blank=True)
    geom_3857 = mercator_column()
    stated_next_m = metres_column()
    material = code_column("PostMaterial", "material")

    class Meta:
        db_table = "km_post"
        ordering = ["road_id", "km"]
        indexes = [GistIndex(fields=["geom_3857"], name="km_post_3857")]
        constraints = [
            UniqueConstraint(fields=["road", "km"], name="km_post_once_a_road", deferrable=Deferrable.IMMEDIATE),
            CheckConstraint(condition=Q(km__gte=0, km__lte=9999), name="km_post_km"),
            CheckConstraint(condition=Q(stated_next_m__isnull=True) | Q(stated_next_m__gt=0), name="km_post_next"),
        ]

    def __str__(self) -> str:
        return f"{self.road} Km{self.km}"


class PostCalibration(models.Model):
    """What the database makes of each post (read only): its measure, its distance from the line, a verdict."""

    USED, OUT_OF_ORDER, FAR_FROM_LINE, NO_POSITION = "used", "out_of_order", "far_from_line", "no_position"

    km_post = models.OneToOneField(KmPost, DO_NOTHING, primary_key=True, related_name="calibration")
    road = models.ForeignKey(Road, DO_NOTHING, related_name="post_calibrations")
    km = models.IntegerField()
    at_m = models.FloatField(null=True)
    offset_m = models.FloatField(null=True)
    verdict = models.CharField(max_length=20)

    class Meta:
        db_table = "post_calibration"


class RoadPost(models.Model):
    """The posts a road is read by, nominal ones filled in (read only); see `lrs.calibrate`."""

    road = models.ForeignKey(Road, DO_NOTHING, related_name="posts")
    km = models.IntegerField()
    at_m = models.FloatField()
    is_real = models.BooleanField()

    class Meta:
        db_table = "road_post"
        ordering = ["road_id", "km"]


class Section(Asset):
    """A linear event: one pavement, width and condition from `from_m` to `to_m` (measures).

    `geom` is derived from the road by trigger; writing it is refused. Sections of a road never overlap
    (exclusion constraint in `infra/sql/0003`).
    """

    public_id = public_id_column("S")
    road = models.ForeignKey(Road, PROTECT, related_name="sections")
    from_m = models.FloatField()
    to_m = models.FloatField()
    pavement = code_column("Pavement", "pavement")
    carriageway_width_m = metres_column()
    formation_width_m = metres_column()
    lanes = models.SmallIntegerField(null=True, blank=True)
    condition = code_column("Condition", "condition")
    condition_on = models.DateField(null=True, blank=True)
    condition_reason = text_column(400)
    iri_m_km = metres_column(5)
    surfaced_year = models.SmallIntegerField(null=True, blank=True)
    geom = models.MultiLineStringField(srid=4326, null=True, blank=True, editable=False)
    geom_3857 = mercator_column()

    class Meta:
        db_table = "section"
        ordering = ["road_id", "from_m"]
        indexes = [GistIndex(fields=["geom_3857"], name="section_3857")]
        constraints = [
            CheckConstraint(condition=Q(from_m__gte=0), name="section_from"),
            CheckConstraint(condition=Q(to_m__gt=models.F("from_m")), name="section_forward"),
            CheckConstraint(condition=Q(lanes__isnull=True) | Q(lanes__gte=1, lanes__lte=20), name="section_lanes"),
            CheckConstraint(condition=Q(iri_m_km__isnull=True) | Q(iri_m_km__gte=0), name="section_iri"),
        ]
