-- The facts of sections that the rules ask for: one row each, by id.
select s.id, s.public_id, s.from_m, s.to_m, s.carriageway_width_m, s.formation_width_m, s.condition, s.condition_on, s.surfaced_year,
       ST_AsGeoJSON(lrs.point_at(s.road_id, (s.from_m + s.to_m) / 2), 7, 0) as place
  from section s
 where s.id = any (%(ids)s)
 order by s.id
