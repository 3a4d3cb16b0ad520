-- Administrative units by level: counts.
\ir asked.sql
\ir communes_matching.sql
grouped AS (
  SELECT CASE WHEN 'level' = ANY (%(by)s) THEN u.level END AS level, count(*) AS count, NULL::float8 AS length_km
    FROM matching JOIN administrative_unit u USING (id) GROUP BY 1
)
\ir statistics_answer.sql
