-- One culvert with its commune and the gap between its point and its place on the road (metres).
WITH chosen AS (
  SELECT id, public_id AS key FROM culvert WHERE public_id = %(id)s AND (is_published OR %(signed_in)s)
),
\ir culverts_described.sql
extra AS (
  SELECT jsonb_build_object(
           'commune', coalesce(u.code, ''), 'commune_name', coalesce(u.name_vi, ''),
           'position_gap_m', round(ST_Distance(b.geom::geography, lrs.point_at(r.id, b.at_m, b.offset_m)::geography)::numeric, 2)) AS more
    FROM chosen c JOIN culvert b ON b.id = c.id
    LEFT JOIN road r ON r.id = b.road_id AND (r.is_published OR %(signed_in)s)
    LEFT JOIN LATERAL (
      SELECT a.code, a.name_vi FROM administrative_unit a
       WHERE a.level = 'COMMUNE' AND a.valid_to IS NULL AND ST_Covers(a.geom, b.geom)
       ORDER BY a.code LIMIT 1) AS u ON true
)
\ir one_answer.sql
