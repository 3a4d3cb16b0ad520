-- One work.
WITH chosen AS (
  SELECT x.id, x.public_id AS key FROM work x WHERE x.public_id = %(id)s AND (x.is_published OR %(signed_in)s)
),
\ir works_described.sql
extra AS (SELECT '{}'::jsonb AS more)
\ir one_answer.sql
