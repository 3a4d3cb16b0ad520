-- One page: features (text, comma between), returned, last_key, more, matched, road_found, unit_found, unit_drawn.
hidden AS (
  SELECT coalesce(array_agg(name), '{}') AS names
    FROM (SELECT properties FROM described LIMIT 1) AS one, jsonb_object_keys(one.properties) AS name
   WHERE name <> ALL (%(readable)s::text[])
),
shown AS (
  SELECT d.key, d.properties - hidden.names AS properties,
         ST_AsGeoJSON(CASE WHEN %(latitude_first)s THEN ST_FlipCoordinates(ST_Transform(d.geom, %(srid)s))
                           WHEN %(srid)s = 4326 THEN d.geom ELSE ST_Transform(d.geom, %(srid)s) END, %(decimals)s, 0) AS geometry
    FROM (SELECT * FROM described ORDER BY key LIMIT %(limit)s) AS d, hidden
)
SELECT coalesce(string_agg('{"type":"Feature","id":' || to_json(key) || ',"geometry":' || coalesce(geometry, 'null')
                           || ',"properties":' || properties || '}', ',' ORDER BY key), '') AS features,
       count(*) AS returned,
       max(key) AS last_key,
       (SELECT count(*) FROM chosen) > %(limit)s AS more,
       CASE WHEN %(count)s THEN (SELECT count(*) FROM matching) END AS matched,
       EXISTS (SELECT FROM named_road) AS road_found,
       EXISTS (SELECT FROM asked_unit) AS unit_found,
       EXISTS (SELECT FROM asked_unit WHERE geom IS NOT NULL) AS unit_drawn
  FROM shown
