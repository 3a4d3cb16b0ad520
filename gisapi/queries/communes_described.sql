-- described(id, key, geom, recorded_from, properties) of the chosen units. Outer rings run counter-clockwise (RFC 7946).
described AS (
  SELECT u.id, c.key, ST_ForcePolygonCCW(u.geom) AS geom, NULL::timestamptz AS recorded_from, to_jsonb(p) AS properties
    FROM chosen c
    JOIN administrative_unit u ON u.id = c.id,
    LATERAL (SELECT u.code, u.name_vi, u.level, u.parent_code, u.valid_from, u.valid_to, u.source) AS p
),
