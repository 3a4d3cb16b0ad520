-- The works of one bridge, of one culvert, or along one stretch of road.
WITH chosen AS (
  SELECT x.id, x.public_id AS key FROM work x
\ir records_chosen.sql
),
\ir works_described.sql
\ir records_answer.sql
