-- How many sections each box of :boxes holds (JSON: [[west, south, east, north], ...]), in that order, in the conditions of
-- :'conditions' ('{}': in any): those that meet the box, and those whose own box does.
select count(s.id) filter (where ST_Intersects(s.geom, b.box)), count(s.id)
  from json_array_elements(:'boxes'::json) with ordinality as asked (box, n)
 cross join lateral (select ST_MakeEnvelope((asked.box ->> 0)::float8, (asked.box ->> 1)::float8, (asked.box ->> 2)::float8,
                                            (asked.box ->> 3)::float8, 4326) as box) as b
  left join peer.road_section s on s.geom && b.box and (:'conditions' = '{}' or s.condition = any (:'conditions'::text[]))
 group by n order by n
