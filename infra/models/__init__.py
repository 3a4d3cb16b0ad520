"""What exists. One subject a file; `codes` are the reference tables all others point to."""

from django.db.models import Model

from infra.models.acceptances import AcceptedFinding
from infra.models.access import (
    ACTS,
    CHANGE,
    CREATE,
    DELETE,
    DRAFT,
    REVIEW,
    REVIEW_OWN,
    RIGHTS,
    AccessToken,
    IdempotencyKey,
    WriteRight,
)
from infra.models.asset import Asset
from infra.models.codes import ALL as CODE_LISTS
from infra.models.codes import CodeList
from infra.models.drafts import Draft, DraftChange, DraftEvent
from infra.models.imports import ImportFinding, ImportRow, ImportRun, SourceProfile
from infra.models.inspections import Finding, Inspection
from infra.models.network import KmPost, PostCalibration, Road, RoadLine, RoadPost, Section
from infra.models.places import AdministrativeUnit, BaseArea, ManagingUnit, Place, UnitSuccession
from infra.models.postings import Posting
from infra.models.presence import Presence
from infra.models.record import Record
from infra.models.shared_stretches import SharedStretch
from infra.models.structures import Bridge, Culvert
from infra.models.waterways import Waterway
from infra.models.works import Work

ASSETS: dict[str, type[Asset]] = {
    "road": Road,
    "km_post": KmPost,
    "section": Section,
    "bridge": Bridge,
    "culvert": Culvert,
    "waterway": Waterway,
}
"""Kind → model of every asset: what stands there, drawn in a layer of its own."""

WITHOUT_ROAD = ("waterway",)
"""Assets that stand on no road and are read by no chainage."""

RECORDS: dict[str, type[Record]] = {
    "inspection": Inspection,
    "posting": Posting,
    "work": Work,
    "shared_stretch": SharedStretch,
}
"""Kind → model of what is found, signed, done or agreed at an asset. Drawn with the asset, not beside it."""

_LATER = ("waterway",)
KINDS: dict[str, type[Asset]] = {kind: model for kind, model in (ASSETS | RECORDS).items() if kind not in _LATER} | {
    kind: ASSETS[kind] for kind in _LATER
}
"""Kind → model of everything that has a public id and a history of its own. Cursors hold a place in this order: a new kind comes last."""

RECORDED: tuple[type[Model], ...] = (*KINDS.values(), Finding, AcceptedFinding)
"""The tables whose history is kept."""

DERIVED: dict[str, type[Model]] = {
    "road_line": RoadLine,
    "road_post": RoadPost,
    "post_calibration": PostCalibration,
}
"""Table → model of what the database derives from roads and posts: their history is kept as well."""

KEPT_TABLES: tuple[str, ...] = (*(model._meta.db_table for model in RECORDED), *DERIVED)
"""Every table that has a history."""

__all__ = [
    "ACTS",
    "ASSETS",
    "CHANGE",
    "CODE_LISTS",
    "CREATE",
    "DELETE",
    "DERIVED",
    "DRAFT",
    "KEPT_TABLES",
    "KINDS",
    "RECORDED",
    "RECORDS",
    "REVIEW",
    "REVIEW_OWN",
    "RIGHTS",
    "WITHOUT_ROAD",
    "AcceptedFinding",
    "AccessToken",
    "AdministrativeUnit",
    "Asset",
    "BaseArea",
    "Bridge",
    "CodeList",
    "Culvert",
    "Draft",
    "DraftChange",
    "DraftEvent",
    "Finding",
    "IdempotencyKey",
    "ImportFinding",
    "ImportRow",
    "ImportRun",
    "Inspection",
    "KmPost",
    "ManagingUnit",
    "Place",
    "PostCalibration",
    "Posting",
    "Presence",
    "Record",
    "Road",
    "RoadLine",
    "RoadPost",
    "Section",
    "SharedStretch",
    "SourceProfile",
    "UnitSuccession",
    "Waterway",
    "Work",
    "WriteRight",
]
