-- What was read with a row at an instant: its road, its unit, the chainages of its measures, a road's line, a post's verdict.
WITH asked AS (
  SELECT %(at)s::timestamptz AS at, %(road_id)s::bigint AS road_id, %(unit_id)s::bigint AS unit_id, %(line_of)s::bigint AS line_of, %(post_id)s::bigint AS post_id
),
reading AS (
  SELECT m.name, lrs.chainage_text(p.km, greatest(m.at_m - p.at_m, 0)::numeric) AS chainage, NOT p.is_real AS nominal
    FROM asked a, unnest(%(names)s::text[], %(measures)s::float8[]) AS m (name, at_m),
         LATERAL (SELECT km, at_m, is_real FROM history.road_post_as_at(a.at)
                   WHERE road_id = a.road_id AND at_m <= m.at_m + lrs.tolerance_m() ORDER BY at_m DESC LIMIT 1) AS p
)
SELECT r.code AS road, r.public_id AS road_id, u.code AS managing_unit,
       (SELECT jsonb_object_agg(name, chainage) FROM reading) AS chainages,
       coalesce((SELECT bool_or(nominal) FROM reading), false) AS chainage_nominal,
       round(l.length_m::numeric, 3)::float8 AS length_m, l.calibration,
       round(c.at_m::numeric, 3)::float8 AS at_m, round(c.offset_m::numeric, 2)::float8 AS offset_m, c.verdict
  FROM asked a
  LEFT JOIN history.road_as_at(a.at) r ON r.id = a.road_id
  LEFT JOIN managing_unit u ON u.id = a.unit_id
  LEFT JOIN history.road_line_as_at(a.at) l ON l.road_id = a.line_of
  LEFT JOIN history.post_calibration_as_at(a.at) c ON c.km_post_id = a.post_id
