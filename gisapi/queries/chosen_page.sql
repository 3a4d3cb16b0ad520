-- chosen: the ids of one page and one more, which tells whether there is a next.
chosen AS MATERIALIZED (
  SELECT id, key FROM matching
   WHERE (%(after)s::text IS NULL OR key > %(after)s::text)
   ORDER BY key
   LIMIT %(limit)s + 1
),
