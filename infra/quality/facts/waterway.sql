-- The facts of waterways that the rules ask for: one row each, by id.
select s.id, s.public_id, s.width_m, ST_AsGeoJSON(ST_PointOnSurface(s.geom), 7, 0) as place from waterway s where s.id = any (%(ids)s) order by s.id
