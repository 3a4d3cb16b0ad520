-- The roads within reach of many places at once, nearest first for each place asked (n): measure, chainage, signed distance (right:
-- positive), how far the road's foot is from the nearest road's foot (apart_m), and how many roads were in reach (in_reach). Beyond the
-- limit are told only those that may be meant as well: whose foot is within the tolerance of the nearest.
WITH asked AS MATERIALIZED (
  SELECT a.n, a.said, ST_SetSRID(ST_MakePoint(a.lon, a.lat), 4326) AS pt, lrs.lon_scale(a.lat) AS k,
         a.within_m / 110000 AS high, a.within_m / (110000 * greatest(lrs.lon_scale(a.lat), 0.01)) AS wide, a.within_m
    FROM unnest(%(n)s::int[], %(roads)s::text[], %(lon)s::float8[], %(lat)s::float8[], %(within)s::float8[]) AS a (n, said, lon, lat, within_m)
),
\ir road_called.sql
-- Degrees are scaled to equal metres at the place, or the foot would slip by metres beside a slanting line (lrs.locate).
beside AS MATERIALIZED (
  SELECT DISTINCT ON (a.n, p.road_id) a.n, p.road_id, c.answers_to, a.pt, a.k, a.within_m, e.line, e.place
    FROM asked a
    JOIN road_piece p ON p.geom && ST_Expand(a.pt, a.wide + 1e-6, a.high + 1e-6)
    JOIN road r ON r.id = p.road_id AND (r.is_published OR %(signed_in)s)
    LEFT JOIN called c ON c.said = a.said AND c.road_id = p.road_id
    CROSS JOIN LATERAL (SELECT ST_Scale(p.geom, a.k, 1) AS line, ST_Scale(a.pt, a.k, 1) AS place OFFSET 0) AS e
   WHERE a.said IS NULL OR c.road_id IS NOT NULL
   ORDER BY a.n, p.road_id, ST_Distance(e.line, e.place), p.from_m
),
foot AS MATERIALIZED (
  SELECT b.*, ST_M(f.foot) AS at_m, ST_SetSRID(ST_MakePoint(ST_X(f.foot) / b.k, ST_Y(f.foot)), 4326) AS foot,
         (ST_X(f.after) - ST_X(f.before)) * (ST_Y(b.place) - ST_Y(f.foot)) - (ST_Y(f.after) - ST_Y(f.before)) * (ST_X(b.place) - ST_X(f.foot)) AS turn
    FROM beside b
   CROSS JOIN LATERAL (SELECT ST_LineLocatePoint(b.line, b.place) AS along OFFSET 0) AS l
   CROSS JOIN LATERAL (
     SELECT ST_LineInterpolatePoint(b.line, l.along) AS foot, ST_LineInterpolatePoint(b.line, greatest(l.along - 1e-5, 0)) AS before,
            ST_LineInterpolatePoint(b.line, least(l.along + 1e-5, 1)) AS after OFFSET 0) AS f
),
ranked AS MATERIALIZED (
  SELECT d.*, row_number() OVER w AS place_no, count(*) OVER (PARTITION BY d.n) AS in_reach,
         ST_Distance(d.foot::geography, (first_value(d.foot) OVER w)::geography) AS apart_m
    FROM (SELECT f.*, ST_Distance(f.foot::geography, f.pt::geography) AS away FROM foot f) AS d
   WHERE d.away <= d.within_m
  WINDOW w AS (PARTITION BY d.n ORDER BY d.away, d.road_id)
),
spot AS MATERIALIZED (
  SELECT k.n, k.road_id, k.answers_to, k.place_no, k.in_reach, k.apart_m, k.at_m, k.foot AS pt,
         CASE WHEN k.away < lrs.tolerance_m() THEN 0 WHEN k.turn > 0 THEN -k.away ELSE k.away END AS offset_m,
         post.km AS counted_km, post.at_m AS counted_at_m, post.is_real AS counted_real
    FROM ranked k
    LEFT JOIN LATERAL (
      SELECT p.km, p.at_m, p.is_real FROM road_post p
       WHERE p.road_id = k.road_id AND p.at_m <= k.at_m + lrs.tolerance_m() ORDER BY p.at_m DESC LIMIT 1) AS post ON true
   WHERE k.place_no <= %(limit)s OR k.apart_m <= %(tolerance)s
),
\ir place_told.sql
SELECT t.n, r.code AS road, r.public_id AS road_id, r.name AS road_name, r.branch, coalesce(t.answers_to, '') AS answers_to, l.calibration,
       CASE WHEN t.counted_km IS NULL THEN '' ELSE lrs.chainage_text(t.counted_km, greatest(t.at_m - t.counted_at_m, 0)::numeric) END AS chainage,
       t.at_m, t.counted_km, t.counted_at_m, t.counted_real, round(t.offset_m::numeric, 2)::float8 AS offset_m,
       round(t.apart_m::numeric, 2)::float8 AS apart_m, t.in_reach,
       t.lon, t.lat, t.commune, t.commune_name, t.communes_before, t.shared, t.before_km, t.before_m, t.after_km, t.after_m
  FROM told t
  JOIN road r ON r.id = t.road_id
  JOIN road_line l ON l.road_id = t.road_id
 ORDER BY t.n, t.place_no
