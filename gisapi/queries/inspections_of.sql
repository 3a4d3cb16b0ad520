-- The inspections of one bridge, of one culvert, or along one stretch of road.
WITH chosen AS (
  SELECT x.id, x.public_id AS key FROM inspection x
\ir records_chosen.sql
),
\ir inspections_described.sql
\ir records_answer.sql
