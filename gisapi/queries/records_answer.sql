-- The features of all chosen records, newest first, as text with commas between; and how many.
shown AS (
  SELECT d.key, d.day, ST_AsGeoJSON(d.geom, 7, 0) AS geometry,
         (SELECT jsonb_object_agg(p.key, p.value) FROM jsonb_each(d.properties) AS p
           WHERE %(readable)s::text[] IS NULL OR p.key = ANY (%(readable)s::text[])) AS properties
    FROM described d
)
SELECT coalesce(string_agg('{"type":"Feature","id":' || to_json(key) || ',"geometry":' || coalesce(geometry, 'null')
                           || ',"properties":' || properties || '}', ',' ORDER BY day DESC NULLS LAST, key DESC), '') AS features,
       count(*) AS returned
  FROM shown
