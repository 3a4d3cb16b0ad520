-- What any server could at best do for a page of sections as GeoJSON ($1-$4: west, south, east, north; $5 limit; $6 conditions, {}: any).
-- As quick as we know how to write it: rows wholly in the box are told by boxes alone, each column is turned into JSON by itself.
select '{"type":"FeatureCollection","features":[' || coalesce(string_agg(concat(
         '{"type":"Feature","id":', to_json(id), ',"geometry":', ST_AsGeoJSON(geom, 7, 0), ',"properties":{"id":', to_json(id),
         ',"road":', to_json(road), ',"road_class":', to_json(road_class),
         ',"condition":', coalesce(to_json(condition), 'null'), ',"pavement":', coalesce(to_json(pavement), 'null'),
         ',"carriageway_width_m":', coalesce(carriageway_width_m::text, 'null'), ',"from_m":', from_m, ',"to_m":', to_m,
         ',"condition_on":', coalesce(to_json(condition_on), 'null'), '}}'), ',' order by id), '') || ']}'
  from (select s.*
          from (select ST_MakeEnvelope($1::float8, $2::float8, $3::float8, $4::float8, 4326) as box,
                       ST_MakeEnvelope($1::float8 + 1e-4, $2::float8 + 1e-4, $3::float8 - 1e-4, $4::float8 - 1e-4, 4326) as inner_box) as asked
          join peer.road_section s on s.geom && asked.box and (s.geom @ asked.inner_box or ST_Intersects(s.geom, asked.box))
         where cardinality($6::text[]) = 0 or s.condition = any ($6::text[])
         order by s.id limit $5::int) as chosen
