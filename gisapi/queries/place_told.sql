-- told: each place of spot(road_id, at_m, counted_at_m, pt …) with its commune now and before, the real posts around, and the other roads
-- that share the place: the host it runs over there, or its guests.
located AS MATERIALIZED (
  SELECT s.*, unit.now_id, unit.drawn_before
    FROM spot s
    LEFT JOIN LATERAL (
      SELECT (array_agg(a.id ORDER BY a.code) FILTER (WHERE a.valid_to IS NULL))[1] AS now_id, array_agg(a.id) FILTER (WHERE a.valid_to IS NOT NULL) AS drawn_before
        FROM administrative_unit a WHERE ST_Covers(a.geom, s.pt) AND a.level = 'COMMUNE') AS unit ON true
),
told AS (
  SELECT s.*, coalesce(u.code, '') AS commune, coalesce(u.name_vi, '') AS commune_name, coalesce(before.communes, '[]'::jsonb) AS communes_before, coalesce(shared.roads, '[]'::jsonb) AS shared,
         ahead.km AS after_km, ahead.at_m AS after_m, behind.km AS before_km, behind.at_m AS before_m,
         round(ST_X(s.pt)::numeric, 8)::float8 AS lon, round(ST_Y(s.pt)::numeric, 8)::float8 AS lat
    FROM located s
    LEFT JOIN administrative_unit u ON u.id = s.now_id
    -- where the communes of before have outlines, the one there; else those the commune of now was formed from: it was one of them
    LEFT JOIN LATERAL (
      SELECT jsonb_agg(jsonb_build_object('code', o.code, 'name', o.name_vi, 'district', o.parent_code, 'until', o.valid_to) ORDER BY o.code, o.valid_from) AS communes
        FROM administrative_unit o
       WHERE o.id = ANY (coalesce(s.drawn_before, ARRAY(SELECT c.old_id FROM unit_succession c WHERE c.new_id = s.now_id))) AND o.level = 'COMMUNE') AS before ON true
    LEFT JOIN LATERAL (
      SELECT jsonb_agg(jsonb_build_object('as', o.role, 'road', r.code, 'road_id', r.public_id, 'at_m', round(o.m::numeric, 3),
               'chainage', coalesce(lrs.chainage(r.id, o.m), ''), 'stretch', o.stretch) ORDER BY o.role DESC, r.code, o.stretch) AS roads
        FROM (SELECT 'host' AS role, g.host_id AS road_id, g.public_id AS stretch, g.is_published,
                     g.host_from_m + (s.at_m - g.from_m) * (g.host_to_m - g.host_from_m) / (g.to_m - g.from_m) AS m
                FROM shared_stretch g WHERE g.road_id = s.road_id AND s.at_m BETWEEN g.from_m - lrs.tolerance_m() AND g.to_m + lrs.tolerance_m()
              UNION ALL
              SELECT 'guest', g.road_id, g.public_id, g.is_published, g.from_m + (s.at_m - g.host_from_m) * (g.to_m - g.from_m) / (g.host_to_m - g.host_from_m)
                FROM shared_stretch g
               WHERE g.host_id = s.road_id AND s.at_m BETWEEN least(g.host_from_m, g.host_to_m) - lrs.tolerance_m() AND greatest(g.host_from_m, g.host_to_m) + lrs.tolerance_m()
             ) AS o JOIN road r ON r.id = o.road_id AND (r.is_published AND o.is_published OR %(signed_in)s)) AS shared ON true
    LEFT JOIN LATERAL (
      SELECT p.km, p.at_m FROM road_post p
       WHERE p.road_id = s.road_id AND p.is_real AND p.at_m <= s.counted_at_m ORDER BY p.at_m DESC LIMIT 1) AS behind ON true
    LEFT JOIN LATERAL (
      SELECT p.km, p.at_m FROM road_post p
       WHERE p.road_id = s.road_id AND p.is_real AND p.at_m > coalesce(s.counted_at_m, s.at_m) ORDER BY p.at_m LIMIT 1) AS ahead ON true
)
