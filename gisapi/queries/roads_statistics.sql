-- Roads by the columns asked for: count and geodesic length_km, clipped to the unit and the box asked for.
\ir asked.sql
\ir roads_matching.sql
measured AS (
  SELECT r.road_class, r.technical_grade, r.status, m.code AS managing_unit,
\ir clipped_length.sql
    FROM matching JOIN road r USING (id)
    LEFT JOIN LATERAL (SELECT ST_Force2D(geom) AS geom FROM road_line WHERE road_id = r.id) AS line ON true
    LEFT JOIN managing_unit m ON m.id = r.managing_unit_id
),
grouped AS (
  SELECT CASE WHEN 'road_class' = ANY (%(by)s) THEN road_class END AS road_class,
         CASE WHEN 'technical_grade' = ANY (%(by)s) THEN technical_grade END AS technical_grade,
         CASE WHEN 'status' = ANY (%(by)s) THEN status END AS status,
         CASE WHEN 'managing_unit' = ANY (%(by)s) THEN managing_unit END AS managing_unit,
         count(*) AS count, round((coalesce(sum(length_m), 0) / 1000)::numeric, 3) AS length_km
    FROM measured GROUP BY 1, 2, 3, 4
)
\ir statistics_answer.sql
