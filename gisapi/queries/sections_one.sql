-- One section.
WITH chosen AS (
  SELECT s.id, s.public_id AS key
    FROM section s JOIN road r ON r.id = s.road_id
   WHERE s.public_id = %(id)s AND (s.is_published AND r.is_published OR %(signed_in)s)
),
\ir sections_described.sql
extra AS (SELECT '{}'::jsonb AS more)
\ir one_answer.sql
