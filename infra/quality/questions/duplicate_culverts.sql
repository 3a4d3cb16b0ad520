-- Culverts with another one so near that it may be the same: (id, code, field, facts, fix, place).
select s.id, 'duplicate-culvert', 'geometry',
       json_build_object('other', o.public_id, 'name', o.name, 'metres', round(ST_Distance(s.geom::geography, o.geom::geography)::numeric, 1)), null::json,
       ST_AsGeoJSON(s.geom, 7, 0)
  from culvert s
  join culvert o on o.id <> s.id and o.geom_3857 && ST_Expand(s.geom_3857, %(duplicate_culvert_m)s * 1.1)
   and ST_DWithin(s.geom::geography, o.geom::geography, %(duplicate_culvert_m)s)
 where s.id = any (%(ids)s)
 order by s.id, o.id
