-- One road with its exact centreline.
WITH chosen AS (
  SELECT id, public_id AS key FROM road WHERE public_id = %(id)s AND (is_published OR %(signed_in)s)
),
\ir roads_described.sql
extra AS (SELECT '{}'::jsonb AS more)
\ir one_answer.sql
