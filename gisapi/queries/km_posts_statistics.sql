-- Km posts by the columns asked for: counts.
\ir asked.sql
\ir km_posts_matching.sql
measured AS (
  SELECT r.road_class, pc.verdict, r.code AS road
    FROM matching JOIN km_post k USING (id) JOIN road r ON r.id = k.road_id LEFT JOIN post_calibration pc ON pc.km_post_id = k.id
),
grouped AS (
  SELECT CASE WHEN 'road_class' = ANY (%(by)s) THEN road_class END AS road_class,
         CASE WHEN 'verdict' = ANY (%(by)s) THEN verdict END AS verdict,
         CASE WHEN 'road' = ANY (%(by)s) THEN road END AS road,
         count(*) AS count, NULL::float8 AS length_km
    FROM measured GROUP BY 1, 2, 3
)
\ir statistics_answer.sql
