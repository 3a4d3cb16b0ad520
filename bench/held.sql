-- How many sections each tile of :tiles holds (JSON: [[z, x, y], ...]), in that order: those that meet it, and
-- those drawn with the widest margin that any server takes.
select held.meeting, held.around
  from json_array_elements(:'tiles'::json) with ordinality as asked (tile, n)
 cross join lateral (select (tile ->> 0)::int as z, (tile ->> 1)::int as x, (tile ->> 2)::int as y) as t
 cross join lateral (select count(*) filter (where ST_Intersects(s.geom, ST_TileEnvelope(t.z, t.x, t.y))) as meeting, count(*) as around
                       from peer.road_section_3857 s
                      where s.geom && ST_TileEnvelope(t.z, t.x, t.y, margin => 256.0 / 4096)) as held
 order by asked.n
