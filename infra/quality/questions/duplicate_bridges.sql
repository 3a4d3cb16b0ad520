-- Bridges with another one of the same road, or of none, so near that it may be the same: (id, code, field, facts, fix, place).
select s.id, 'duplicate-bridge', 'geometry',
       json_build_object('other', o.public_id, 'name', o.name, 'metres', round(ST_Distance(s.geom::geography, o.geom::geography)::numeric, 1)), null::json,
       ST_AsGeoJSON(s.geom, 7, 0)
  from bridge s
  join bridge o on o.id <> s.id and o.geom_3857 && ST_Expand(s.geom_3857, %(duplicate_bridge_m)s * 1.1)
   and ST_DWithin(s.geom::geography, o.geom::geography, %(duplicate_bridge_m)s)
   and (s.road_id = o.road_id or s.road_id is null or o.road_id is null)
 where s.id = any (%(ids)s)
 order by s.id, o.id
