-- Sections by the columns asked for: count and geodesic length_km, clipped to the unit, the box and from/to asked for.
\ir asked.sql
\ir sections_matching.sql
measured AS (
  SELECT s.condition, s.pavement, r.road_class, r.code AS road,
\ir clipped_length.sql
    FROM matching JOIN section s USING (id) JOIN road r ON r.id = s.road_id
    LEFT JOIN named_road n ON n.id = s.road_id
    LEFT JOIN LATERAL (
      SELECT CASE WHEN coalesce(n.from_m, 0) > s.from_m OR coalesce(n.to_m, 'infinity') < s.to_m
                  THEN lrs.stretch(s.road_id, greatest(n.from_m, s.from_m), least(n.to_m, s.to_m)) ELSE s.geom END AS geom) AS line ON true
),
grouped AS (
  SELECT CASE WHEN 'condition' = ANY (%(by)s) THEN condition END AS condition,
         CASE WHEN 'pavement' = ANY (%(by)s) THEN pavement END AS pavement,
         CASE WHEN 'road_class' = ANY (%(by)s) THEN road_class END AS road_class,
         CASE WHEN 'road' = ANY (%(by)s) THEN road END AS road,
         count(*) AS count, round((coalesce(sum(length_m), 0) / 1000)::numeric, 3) AS length_km
    FROM measured GROUP BY 1, 2, 3, 4
)
\ir statistics_answer.sql
