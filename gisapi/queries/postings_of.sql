-- The postings of one bridge, of one culvert, or along one stretch of road.
WITH chosen AS (
  SELECT x.id, x.public_id AS key FROM posting x
\ir records_chosen.sql
),
\ir postings_described.sql
\ir records_answer.sql
