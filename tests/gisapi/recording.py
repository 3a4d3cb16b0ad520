"""Records for the tests of the API: one body of each kind, and how one is made."""

import json
from typing import Any

from django.test import Client

from tests.gisapi.asking import put

SHEET = [
    {"component": "MO", "defect": "", "recommendation": "", "priority": None},
    {"component": "TRU", "defect": "xói", "recommendation": "thả rọ đá", "priority": "NGAY"},
]
INSPECTION = {"inspection_type": "DK", "done_on": "2026-03-05", "source": "Phiếu thử", "findings": SHEET}
RATED = {"deck_rating": 6, "superstructure_rating": 7, "substructure_rating": 4}
POSTING = {"sign": "P115", "limit_t": 4.2, "source": "Biển thử"}
WORK = {"kind": "SCDK", "title": "Vá mặt", "planned_on": "2026-06-01", "source": "Kế hoạch thử"}
BODIES = {"inspections": INSPECTION, "postings": POSTING, "works": WORK}
KINDS = list(BODIES)


def feature(**properties: Any) -> dict[str, Any]:
    return {"type": "Feature", "properties": properties}


def made(engineer: Client, asset: str, records: str, **properties: Any) -> tuple[str, str]:
    """The address and the ETag of a record made now."""
    headers = {} if records != "inspections" else {"etag": str(engineer.get(asset)["ETag"])}
    answer = put(engineer, "POST", f"{asset}/{records}", feature(**BODIES[records] | properties), **headers)
    assert answer.status_code == 201, answer.content
    return f"/api/collections/{records}/items/{json.loads(answer.content)['id']}", str(answer["ETag"])
