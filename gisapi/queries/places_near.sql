-- Roads within %(within)s metres of a place, nearest first, with measure, chainage and signed distance (right: positive).
WITH asked AS MATERIALIZED (
  SELECT ST_SetSRID(ST_MakePoint(%(lon)s, %(lat)s), 4326) AS pt
),
near AS MATERIALIZED (
  SELECT r.id, r.public_id, r.code, r.name, l.calibration, f.at_m, f.offset_m
    FROM asked a
    JOIN road_line l ON l.geom && ST_Envelope(ST_Buffer(a.pt::geography, greatest(%(within)s, 1) * 1.05, 4)::geometry)
    JOIN road r ON r.id = l.road_id,
    LATERAL lrs.locate(r.id, a.pt) AS f
   WHERE (r.is_published OR %(signed_in)s)
     AND abs(f.offset_m) <= %(within)s
     AND (%(road)s::text IS NULL OR r.public_id = %(road)s::text
          OR plain_code(r.code) = plain_code(%(road)s::text)
          OR EXISTS (SELECT FROM unnest(r.aliases) AS x
                      WHERE plain_code(x) = plain_code(%(road)s::text)))
   ORDER BY abs(f.offset_m), r.public_id
   LIMIT %(limit)s
)
SELECT n.code AS road, n.public_id AS road_id, n.name AS road_name, n.calibration,
       coalesce(lrs.chainage(n.id, n.at_m), '') AS chainage, coalesce(lrs.chainage_nominal(n.id, n.at_m), true) AS nominal,
       round(n.at_m::numeric, 3)::float8 AS at_m, round(n.offset_m::numeric, 2)::float8 AS offset_m,
       round(ST_X(foot.pt)::numeric, 8)::float8 AS lon, round(ST_Y(foot.pt)::numeric, 8)::float8 AS lat,
       coalesce(u.code, '') AS commune, coalesce(u.name_vi, '') AS commune_name,
       post.km AS post_km, post.distance_m AS post_distance_m
  FROM near n
  CROSS JOIN LATERAL (SELECT lrs.point_at(n.id, n.at_m) AS pt) AS foot
  LEFT JOIN LATERAL (
    SELECT a.code, a.name_vi FROM administrative_unit a
     WHERE a.level = 'COMMUNE' AND a.valid_to IS NULL AND ST_Covers(a.geom, foot.pt) ORDER BY a.code LIMIT 1) AS u ON true
  LEFT JOIN LATERAL (
    SELECT q.km, round(abs(q.at_m - n.at_m)::numeric, 2)::float8 AS distance_m FROM road_post q
     WHERE q.road_id = n.id AND q.is_real ORDER BY abs(q.at_m - n.at_m) LIMIT 1) AS post ON true
 ORDER BY abs(n.offset_m), n.public_id
