"""OpenStreetMap: the tables that `infra.ingest.readers.osm` makes of an extract. Their attribution goes into every record (ODbL 1.0, 4.3)."""

from infra.ingest.mapping import BRIDGE, CULVERT, ROAD, FieldMap, Source

CREDIT = "© người đóng góp OpenStreetMap (ODbL)"

OSM_ROADS = Source(
    code="osm-roads",
    kind=ROAD,
    title="Tuyến đường của OpenStreetMap",
    credit=CREDIT,
    ignored={"osm_ways": "Số đoạn của OpenStreetMap đã nối."},
    fields=(FieldMap("osm_ref", "road", "road", required=True), FieldMap("osm_name", "name")),
)
OSM_BRIDGES = Source(
    code="osm-bridges",
    kind=BRIDGE,
    title="Cầu của OpenStreetMap",
    credit=CREDIT,
    by_point=True,
    record_column="osm_bridge",
    ignored={"osm_bridge": "Số của OpenStreetMap: giữ trong nguồn."},
    fields=(FieldMap("osm_bridge_name", "name"), FieldMap("osm_bridge_length_m", "length_m", "number")),
)
OSM_CULVERTS = Source(
    code="osm-culverts",
    kind=CULVERT,
    title="Cống của OpenStreetMap",
    credit=CREDIT,
    by_point=True,
    record_column="osm_culvert",
    ignored={"osm_culvert": "Số của OpenStreetMap: giữ trong nguồn."},
    fields=(FieldMap("osm_culvert_name", "name"), FieldMap("osm_culvert_length_m", "length_m", "number")),
)
