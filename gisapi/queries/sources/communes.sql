-- Administrative units: one row each, columns as in communes.csv. Outer rings run counter-clockwise (RFC 7946).
-- `share` of formed_from: how much of the old unit came here (0-1).
SELECT u.id, CASE WHEN u.valid_to IS NULL THEN u.code ELSE u.code || '@' || u.valid_from END AS key,
       ST_ForcePolygonCCW(u.geom) AS geom, NULL::timestamptz AS recorded_from,
       NULL::bigint AS lrs_road, NULL::float8 AS lrs_from_m, NULL::float8 AS lrs_to_m,
       u.code, u.name_vi, u.level, u.parent_code, u.valid_from, u.valid_to,
       coalesce((SELECT json_agg(json_build_object('code', o.code, 'name_vi', o.name_vi, 'share', s.share) ORDER BY o.code)
                   FROM unit_succession s JOIN administrative_unit o ON o.id = s.old_id WHERE s.new_id = u.id), '[]') AS formed_from,
       u.source
  FROM administrative_unit u
