-- Roads called so (code in any writing, alias, public id), each with the measures between two chainages: (id, from_m, to_m, hosts false);
-- and what of other roads they run over there, as guests of a shared stretch (hosts true).
-- A chainage before the first post or behind the last is the road's end on that side, or nothing of the road at all.
WITH own AS (
SELECT r.id,
       coalesce(first.at_m, CASE WHEN %(from_km)s::int > ends.last_km THEN 'infinity'::float8 ELSE 0 END) AS from_m,
       coalesce(last.at_m, CASE WHEN %(to_km)s::int < ends.first_km THEN -1 ELSE 'infinity'::float8 END) AS to_m
  FROM roads_named(ARRAY[%(road)s::text]) AS c JOIN road r ON r.id = c.road_id
  LEFT JOIN LATERAL lrs.measure(r.id, %(from_km)s::int, %(from_m)s::float8) AS first ON %(from_km)s::int IS NOT NULL
  LEFT JOIN LATERAL lrs.measure(r.id, %(to_km)s::int, %(to_m)s::float8) AS last ON %(to_km)s::int IS NOT NULL
  LEFT JOIN LATERAL (SELECT min(p.km) AS first_km, max(p.km) AS last_km FROM road_post p WHERE p.road_id = r.id) AS ends ON true
 WHERE (r.is_published OR %(signed_in)s)
)
SELECT id, from_m, to_m, false AS hosts FROM own
UNION ALL
SELECT g.host_id, least(begins.m, ends.m), greatest(begins.m, ends.m), true
  FROM own JOIN shared_stretch g ON g.road_id = own.id AND g.from_m < own.to_m AND g.to_m > own.from_m
  JOIN road h ON h.id = g.host_id
 CROSS JOIN LATERAL (SELECT (g.host_to_m - g.host_from_m) / (g.to_m - g.from_m) AS pace) AS p
 CROSS JOIN LATERAL (SELECT g.host_from_m + p.pace * (greatest(own.from_m, g.from_m) - g.from_m) AS m) AS begins
 CROSS JOIN LATERAL (SELECT g.host_from_m + p.pace * (least(own.to_m, g.to_m) - g.from_m) AS m) AS ends
 WHERE g.is_published AND h.is_published OR %(signed_in)s
