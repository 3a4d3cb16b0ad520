-- The facts of km posts that the rules ask for: one row each, by id.
select s.id, s.public_id, s.km, s.stated_next_m, ST_AsGeoJSON(s.geom, 7, 0) as place from km_post s where s.id = any (%(ids)s) order by s.id
