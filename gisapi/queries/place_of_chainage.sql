-- The places of many chainages at once: one row for each that is asked (n) and each road so named, best match first. at_m null: no such
-- kilometre there; lon, lat, length_m null: the road has no centreline, its posts alone say the measure; no row: no such road.
WITH asked AS MATERIALIZED (
  SELECT * FROM unnest(%(n)s::int[], %(roads)s::text[], %(km)s::int[], %(m)s::float8[]) AS a (n, said, km, m)
),
\ir road_called.sql
ends AS MATERIALIZED (
  SELECT c.road_id, min(p.km) AS first_km, max(p.km) AS last_km
    FROM (SELECT DISTINCT road_id FROM called) AS c JOIN road_post p USING (road_id) GROUP BY 1
),
placed AS MATERIALIZED (
  SELECT a.n, c.road_id, c.rank, c.answers_to, l.length_m, l.calibration, post.km AS counted_km, post.at_m AS counted_at_m, post.is_real AS counted_real,
         post.at_m + a.m AS at_m, later.km AS next_km,
         -- a kilometre that does not exist would begin 1000 m after the one before it
         coalesce(post.at_m + a.m, prior.at_m + 1000 * (a.km - prior.km) + a.m) - coalesce(later.at_m, l.length_m) AS over_m
    FROM asked a
    JOIN called c USING (said)
    LEFT JOIN road_line l ON l.road_id = c.road_id
    LEFT JOIN road_post post ON post.road_id = c.road_id AND post.km = a.km
    LEFT JOIN LATERAL (
      SELECT p.km, p.at_m FROM road_post p WHERE post.km IS NULL AND p.road_id = c.road_id AND p.km < a.km ORDER BY p.km DESC LIMIT 1) AS prior ON true
    LEFT JOIN LATERAL (
      SELECT p.km, p.at_m FROM road_post p WHERE p.road_id = c.road_id AND p.km > a.km ORDER BY p.km LIMIT 1) AS later ON true
),
spot AS MATERIALIZED (
  SELECT p.*, on_line.pt
    FROM placed p
    LEFT JOIN LATERAL (
      SELECT ST_Force2D(ST_GeometryN(ST_LocateAlong(s.geom, greatest(least(p.at_m, p.length_m), s.from_m)), 1)) AS pt
        FROM road_piece s
       WHERE s.road_id = p.road_id AND s.to_m >= least(p.at_m, p.length_m) AND p.at_m >= -lrs.tolerance_m()
       ORDER BY s.to_m LIMIT 1) AS on_line ON true
),
\ir place_told.sql
SELECT t.n, r.code AS road, r.public_id AS road_id, r.name AS road_name, r.branch, t.answers_to,
       coalesce(t.calibration, lrs.calibration(t.road_id)) AS calibration,
       t.length_m, t.at_m, t.counted_km, t.counted_at_m, t.counted_real, t.over_m, e.first_km, e.last_km, t.next_km,
       coalesce(here.chainage, '') AS reads_as, t.lon, t.lat, t.commune, t.commune_name, t.communes_before, t.shared,
       t.before_km, t.before_m, t.after_km, t.after_m
  FROM told t
  JOIN road r ON r.id = t.road_id
  LEFT JOIN ends e ON e.road_id = t.road_id
  LEFT JOIN LATERAL lrs.reading(t.road_id, t.at_m) AS here ON true
 ORDER BY t.n, t.at_m IS NULL, t.pt IS NULL, t.over_m > lrs.tolerance_m(), t.rank, r.branch, r.public_id
