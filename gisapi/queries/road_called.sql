-- called(said, road_id, answers_to, rank): the roads each of the names asked for means, by public id, code or alias (that alias in answers_to).
word AS MATERIALIZED (
  SELECT said, plain_code(said) AS letters FROM (SELECT DISTINCT unnest(%(roads)s::text[]) AS said) AS w WHERE said IS NOT NULL
),
called AS MATERIALIZED (
  SELECT DISTINCT ON (said, road_id) said, road_id, answers_to, rank
    FROM (SELECT w.said, r.id AS road_id, '' AS answers_to, 0 AS rank FROM word w JOIN road r ON r.public_id = w.said
          UNION ALL
          SELECT w.said, r.id, '', 1 FROM word w JOIN road r ON plain_code(r.code) = w.letters WHERE w.letters <> ''
          UNION ALL
          SELECT w.said, r.id, a.alias, 2
            FROM road r CROSS JOIN LATERAL unnest(r.aliases) AS a (alias) JOIN word w ON plain_code(a.alias) = w.letters
           WHERE w.letters <> '') AS c
    JOIN road r ON r.id = c.road_id AND (r.is_published OR %(signed_in)s)
   ORDER BY said, road_id, rank, answers_to
),
