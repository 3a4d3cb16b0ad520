-- The facts of roads that the rules ask for: one row each, by id.
select s.id, s.public_id, m.code as unit, m.valid_to as unit_ended_on, successor.code as unit_successor,
       ST_AsGeoJSON(ST_StartPoint(ST_GeometryN(s.centreline, 1)), 7, 0) as place
  from road s
  left join managing_unit m on m.id = s.managing_unit_id
  left join managing_unit successor on successor.id = m.successor_id
 where s.id = any (%(ids)s)
 order by s.id
