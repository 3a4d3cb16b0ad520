-- What any server could at best do for a page of sections as GeoJSON ($1-$4: west, south, east, north; $5 limit; $6 conditions, {}: any).
select '{"type":"FeatureCollection","features":['
       || coalesce(string_agg('{"type":"Feature","id":' || to_json(chosen.id) || ',"geometry":' || ST_AsGeoJSON(geom, 7, 0)
                              || ',"properties":' || to_jsonb(p) || '}', ',' order by chosen.id), '') || ']}'
  from (select s.id, s.geom, s.road, s.road_class, s.condition, s.pavement, s.carriageway_width_m, s.from_m, s.to_m, s.condition_on
          from (select ST_MakeEnvelope($1::float8, $2::float8, $3::float8, $4::float8, 4326) as box) as asked
          join peer.road_section s on ST_Intersects(s.geom, asked.box)
         where cardinality($6::text[]) = 0 or s.condition = any ($6::text[])
         order by s.id limit $5::int) as chosen,
       lateral (select chosen.id, road, road_class, condition, pavement, carriageway_width_m, from_m, to_m, condition_on) as p
