-- Waterways: one row each, columns as in waterways.csv. They are read by no chainage.
SELECT w.id, w.public_id AS key, w.geom, w.recorded_from, NULL::bigint AS lrs_road, NULL::float8 AS lrs_from_m, NULL::float8 AS lrs_to_m,
       w.public_id, w.name, w.kind, w.navigation_class, w.width_m, round(ST_Length(w.geom::geography) * 1000) / 1000 AS length_m,
       w.source, w.note, w.is_published
  FROM waterway w
 WHERE w.is_published OR %(signed_in)s
