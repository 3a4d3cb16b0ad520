-- How many sections each tile of :tiles holds (JSON: [[z, x, y], ...]), in that order: those that meet it, and
-- those drawn with the widest margin that any server takes; and how many lines it holds at least where sections of one road, condition
-- and pavement are one: below the zoom :exact, but for the classes :apart.
select held.meeting, held.around, held.lines
  from json_array_elements(:'tiles'::json) with ordinality as asked (tile, n)
 cross join lateral (select (tile ->> 0)::int as z, (tile ->> 1)::int as x, (tile ->> 2)::int as y) as t
 cross join lateral (select count(*) filter (where ST_Intersects(s.geom, ST_TileEnvelope(t.z, t.x, t.y))) as meeting, count(*) as around,
                            count(distinct case when t.z >= :exact or s.road_class = any (:'apart') then s.id else (s.road, s.condition, s.pavement)::text end)
                              filter (where ST_Intersects(s.geom, ST_TileEnvelope(t.z, t.x, t.y))) as lines
                       from peer.road_section_3857 s
                      where s.geom && ST_TileEnvelope(t.z, t.x, t.y, margin => 256.0 / 4096)) as held
 order by asked.n
