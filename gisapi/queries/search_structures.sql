-- {table}s that have all the words, or lie on the road that is all that is named: a part of search.sql for each kind of structure (search.py).
{table}s AS MATERIALIZED (
  (SELECT b.id FROM {table} b
    WHERE (b.is_published OR %(signed_in)s) AND (plain_text(b.name) LIKE plain_text(%(exact)s::text) OR plain_text(b.name) LIKE plain_text('{word} ' || %(exact)s::text)) LIMIT 100)
  UNION
  (SELECT b.id FROM {table} b LEFT JOIN road r ON r.id = b.road_id AND (r.is_published OR %(signed_in)s), asked
    WHERE (b.is_published OR %(signed_in)s) AND plain_text(b.name) ~ plain_text(%(key)s::text)
      AND plain_text(concat_ws(' ', '{word}', b.name, b.code, b.public_id, r.code, plain_code(r.code))) LIKE ALL (asked.patterns) LIMIT 500)
  UNION
  (SELECT b.id FROM {table} b JOIN called c ON c.id = b.road_id
    WHERE (b.is_published OR %(signed_in)s) AND (SELECT yes FROM alone) AND NOT '{other}' = ANY (SELECT plain_text(unnest(%(words)s::text[]))) LIMIT 500)
  UNION
  (SELECT b.id FROM {table} b WHERE (b.is_published OR %(signed_in)s) AND length(plain_code(%(text)s)) > 2 AND plain_code(b.code) LIKE '%%' || plain_code(%(text)s) || '%%' LIMIT 500)
  UNION
  SELECT b.id FROM {table} b WHERE b.public_id = upper(%(text)s)
),
