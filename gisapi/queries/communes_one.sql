-- One unit with the units it was formed from (share: how much of the old unit came here, 0-1).
WITH chosen AS (
  SELECT u.id, %(id)s::text AS key
    FROM administrative_unit u
   WHERE u.code = split_part(%(id)s, '@', 1)
     AND CASE WHEN strpos(%(id)s, '@') > 0 THEN u.valid_from::text = split_part(%(id)s, '@', 2) ELSE u.valid_to IS NULL END
   ORDER BY u.valid_from DESC
   LIMIT 1
),
\ir communes_described.sql
extra AS (
  SELECT jsonb_build_object('formed_from', coalesce((
           SELECT jsonb_agg(jsonb_build_object('code', o.code, 'name_vi', o.name_vi, 'share', s.share) ORDER BY o.code)
             FROM unit_succession s JOIN administrative_unit o ON o.id = s.old_id
            WHERE s.new_id = c.id), '[]')) AS more
    FROM chosen c
)
\ir one_answer.sql
