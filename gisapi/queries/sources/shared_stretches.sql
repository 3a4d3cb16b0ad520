-- Shared stretches: one row each, columns as in shared_stretches.csv. Of a host that this visitor may not see nothing is told.
SELECT
\ir record_columns.sql
       h.code AS host, h.public_id AS host_id, CASE WHEN h.id IS NOT NULL THEN round(x.host_from_m * 1000) / 1000 END AS host_from_m,
       CASE WHEN h.id IS NOT NULL THEN round(x.host_to_m * 1000) / 1000 END AS host_to_m,
       coalesce((SELECT lrs.chainage_text(p.km, greatest(x.host_from_m - p.at_m, 0)::numeric) FROM road_post p
                  WHERE p.road_id = h.id AND p.at_m <= x.host_from_m + lrs.tolerance_m() ORDER BY p.at_m DESC LIMIT 1), '') AS host_from_chainage,
       coalesce((SELECT lrs.chainage_text(p.km, greatest(x.host_to_m - p.at_m, 0)::numeric) FROM road_post p
                  WHERE p.road_id = h.id AND p.at_m <= x.host_to_m + lrs.tolerance_m() ORDER BY p.at_m DESC LIMIT 1), '') AS host_to_chainage,
       round((x.to_m - x.from_m) * 1000) / 1000 AS length_m
  FROM shared_stretch x
  LEFT JOIN road h ON h.id = x.host_id AND (h.is_published OR %(signed_in)s)
\ir record_joins.sql
