-- One km post with the verdict of the calibration on it.
WITH chosen AS (
  SELECT k.id, k.public_id AS key
    FROM km_post k JOIN road r ON r.id = k.road_id
   WHERE k.public_id = %(id)s AND (k.is_published AND r.is_published OR %(signed_in)s)
),
\ir km_posts_described.sql
extra AS (SELECT '{}'::jsonb AS more)
\ir one_answer.sql
