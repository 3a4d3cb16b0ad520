-- One feature as GeoJSON text and the stamp of its version; no row when there is none to be seen.
SELECT '{"type":"Feature","id":' || to_json(d.key) || ',"geometry":'
       || coalesce(ST_AsGeoJSON(CASE WHEN %(latitude_first)s THEN ST_FlipCoordinates(ST_Transform(d.geom, %(srid)s))
                                     WHEN %(srid)s = 4326 THEN d.geom ELSE ST_Transform(d.geom, %(srid)s) END, %(decimals)s, 0), 'null')
       || ',"properties":'
       || (SELECT jsonb_object_agg(p.key, p.value) FROM jsonb_each(d.properties || e.more) AS p
            WHERE %(readable)s::text[] IS NULL OR p.key = ANY (%(readable)s::text[]))
       || '}' AS feature,
       d.recorded_from
  FROM described d, extra e
