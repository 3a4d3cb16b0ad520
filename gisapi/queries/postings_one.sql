-- One posting.
WITH chosen AS (
  SELECT x.id, x.public_id AS key FROM posting x WHERE x.public_id = %(id)s AND (x.is_published OR %(signed_in)s)
),
\ir postings_described.sql
extra AS (SELECT '{}'::jsonb AS more)
\ir one_answer.sql
