-- The place of a chainage on each road so named (best match first): one row a road; at_m null: no such kilometre there;
-- lon, lat and length_m null: the road has no centreline, its posts alone say the measure.
WITH named AS (
  SELECT r.id, r.public_id, r.code, r.branch, r.name, l.length_m, lrs.calibration(r.id) AS calibration
    FROM road r
    LEFT JOIN road_line l ON l.road_id = r.id
   WHERE (r.is_published OR %(signed_in)s)
     AND (r.public_id = %(road)s::text
          OR plain_code(r.code) = plain_code(%(road)s::text)
          OR EXISTS (SELECT FROM unnest(r.aliases) AS a
                      WHERE plain_code(a) = plain_code(%(road)s::text)))
),
placed AS (
  SELECT n.*, m.at_m, m.nominal, lrs.point_at(n.id, m.at_m) AS pt, later.km AS next_km,
         -- a kilometre that does not exist would begin 1000 m after the one before it
         coalesce(m.over_m, prior.at_m + 1000 * (%(km)s - prior.km) + %(m)s::float8 - coalesce(later.at_m, n.length_m)) AS over_m,
         (SELECT min(p.km) FROM road_post p WHERE p.road_id = n.id) AS first_km,
         (SELECT max(p.km) FROM road_post p WHERE p.road_id = n.id) AS last_km
    FROM named n
    LEFT JOIN LATERAL lrs.measure(n.id, %(km)s, %(m)s::float8) AS m ON true
    LEFT JOIN LATERAL (
      SELECT p.km, p.at_m FROM road_post p WHERE p.road_id = n.id AND p.km < %(km)s ORDER BY p.km DESC LIMIT 1) AS prior ON true
    LEFT JOIN LATERAL (
      SELECT p.km, p.at_m FROM road_post p WHERE p.road_id = n.id AND p.km > %(km)s ORDER BY p.km LIMIT 1) AS later ON true
)
SELECT p.code AS road, p.public_id AS road_id, p.name AS road_name, p.branch, p.calibration, p.length_m,
       p.at_m, p.nominal, p.over_m, p.first_km, p.last_km, p.next_km,
       round(ST_X(p.pt)::numeric, 8)::float8 AS lon, round(ST_Y(p.pt)::numeric, 8)::float8 AS lat,
       coalesce(u.code, '') AS commune, coalesce(u.name_vi, '') AS commune_name,
       near.km AS post_km, near.distance_m AS post_distance_m
  FROM placed p
  LEFT JOIN LATERAL (
    SELECT a.code, a.name_vi FROM administrative_unit a
     WHERE a.level = 'COMMUNE' AND a.valid_to IS NULL AND ST_Covers(a.geom, p.pt) ORDER BY a.code LIMIT 1) AS u ON true
  LEFT JOIN LATERAL (
    SELECT q.km, round(abs(q.at_m - p.at_m)::numeric, 2)::float8 AS distance_m FROM road_post q
     WHERE q.road_id = p.id AND q.is_real ORDER BY abs(q.at_m - p.at_m) LIMIT 1) AS near ON true
 ORDER BY p.at_m IS NULL, p.pt IS NULL, p.over_m > lrs.tolerance_m(), p.branch, p.public_id
