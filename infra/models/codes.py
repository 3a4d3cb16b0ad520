"""Code lists: one reference table each, so that every code column is a foreign key.

The rows come from `fixtures/code_lists.csv` (`infra.code_lists`). Each row has Vietnamese and English
labels, its source, how sure we are of it and from when to when it holds; thresholds live in `facts`.
"""

from django.db import models


class CodeList(models.Model):
    """The shape of every code table. The code is the key: assets hold the code itself."""

    code = models.CharField(primary_key=True, max_length=40)
    label_vi = models.CharField(max_length=200)
    label_en = models.CharField(max_length=200)
    source = models.CharField(max_length=300)
    confidence = models.CharField(max_length=3, blank=True, default="")
    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True)
    sort = models.IntegerField(default=0)
    facts = models.JSONField(default=dict, blank=True)

    class Meta:
        abstract = True
        ordering = ["sort", "code"]

    def __str__(self) -> str:
        return self.label_vi


def _code_list(name: str, table: str, doc: str) -> type[CodeList]:
    """Define one list: the model `name` on the table `code_<table>`."""
    meta = type("Meta", (CodeList.Meta,), {"abstract": False, "db_table": f"code_{table}", "verbose_name": doc})
    return type(name, (CodeList,), {"__module__": __name__, "__doc__": doc, "Meta": meta})


RoadClass = _code_list("RoadClass", "road_class", "Loại đường theo cấp quản lý (Law 35/2024 Art. 8)")
RoadFunction = _code_list("RoadFunction", "road_function", "Chức năng đường (Law 35/2024 Art. 9)")
TechnicalGrade = _code_list("TechnicalGrade", "technical_grade", "Cấp kỹ thuật (TCVN 4054:2005)")
RuralGrade = _code_list("RuralGrade", "rural_grade", "Cấp đường giao thông nông thôn (TCVN 10380:2014)")
UrbanClass = _code_list("UrbanClass", "urban_class", "Loại đường đô thị (TCVN 13592:2022)")
Pavement = _code_list("Pavement", "pavement", "Loại mặt đường")
Side = _code_list("Side", "side", "Phía so với chiều lý trình tăng")
Condition = _code_list("Condition", "condition", "Tình trạng")
Status = _code_list("Status", "status", "Trạng thái khai thác")
BridgeType = _code_list("BridgeType", "bridge_type", "Loại kết cấu cầu")
Permanence = _code_list("Permanence", "permanence", "Tính chất vĩnh cửu")
Crossing = _code_list("Crossing", "crossing", "Loại vượt")
Load = _code_list("Load", "load", "Tải trọng")
Foundation = _code_list("Foundation", "foundation", "Loại móng")
PostingSign = _code_list("PostingSign", "posting_sign", "Biển hạn chế (QCVN 41:2024)")
InspectionType = _code_list("InspectionType", "inspection_type", "Loại kiểm tra")
Component = _code_list("Component", "component", "Bộ phận trên phiếu kiểm tra")
InspectionPriority = _code_list("InspectionPriority", "inspection_priority", "Mức ưu tiên")
WorkKind = _code_list("WorkKind", "work_kind", "Loại công việc")
CulvertKind = _code_list("CulvertKind", "culvert_kind", "Loại công trình cống")
CulvertShape = _code_list("CulvertShape", "culvert_shape", "Hình dạng cống")
CulvertBody = _code_list("CulvertBody", "culvert_body", "Vật liệu thân cống")
CulvertHead = _code_list("CulvertHead", "culvert_head", "Kết cấu đầu cống")
Gate = _code_list("Gate", "gate", "Van, phai")
Apron = _code_list("Apron", "apron", "Kết cấu sân cống")
Sump = _code_list("Sump", "sump", "Vật liệu hố tụ")
Hydraulic = _code_list("Hydraulic", "hydraulic", "Tình trạng thủy lực")
PostMaterial = _code_list("PostMaterial", "post_material", "Vật liệu cột Km")
WaterwayKind = _code_list("WaterwayKind", "waterway_kind", "Loại sông, kênh")
NavigationClass = _code_list("NavigationClass", "navigation_class", "Cấp kỹ thuật đường thủy nội địa (TCVN 5664:2009)")
UnitLevel = _code_list("UnitLevel", "unit_level", "Cấp đơn vị hành chính")
CheckThreshold = _code_list("CheckThreshold", "check_threshold", "Ngưỡng của các kiểm tra dữ liệu")
IriThreshold = _code_list("IriThreshold", "iri_threshold", "Ngưỡng IRI (22TCN 277-01 / TCVN 8865:2011)")

ALL: dict[str, type[CodeList]] = {
    model._meta.db_table.removeprefix("code_"): model for model in CodeList.__subclasses__()
}
"""List name as in `fixtures/code_lists.csv` → model."""
