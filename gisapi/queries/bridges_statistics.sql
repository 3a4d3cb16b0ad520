-- Counts of bridges by the columns asked for: one row a group, (group as json text, count, length_km null).
\ir asked.sql
\ir bridges_matching.sql
measured AS (
  SELECT b.condition, b.status, b.bridge_type, b.permanence, r.road_class, r.code AS road, m.code AS managing_unit, NULL::float8 AS length_m
    FROM matching JOIN bridge b USING (id)
    LEFT JOIN road r ON r.id = b.road_id AND (r.is_published OR %(signed_in)s)
    LEFT JOIN managing_unit m ON m.id = b.managing_unit_id
),
grouped AS (
  SELECT CASE WHEN 'condition' = ANY (%(by)s) THEN condition END AS condition,
         CASE WHEN 'status' = ANY (%(by)s) THEN status END AS status,
         CASE WHEN 'bridge_type' = ANY (%(by)s) THEN bridge_type END AS bridge_type,
         CASE WHEN 'permanence' = ANY (%(by)s) THEN permanence END AS permanence,
         CASE WHEN 'road_class' = ANY (%(by)s) THEN road_class END AS road_class,
         CASE WHEN 'road' = ANY (%(by)s) THEN road END AS road,
         CASE WHEN 'managing_unit' = ANY (%(by)s) THEN managing_unit END AS managing_unit,
         count(*) AS count, sum(length_m) / 1000 AS length_km
    FROM measured GROUP BY 1, 2, 3, 4, 5, 6, 7
)
\ir statistics_answer.sql
