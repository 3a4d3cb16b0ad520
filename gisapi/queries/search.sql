-- Whatever has all the words asked for in its name, code or road, best first: (kind, id, collection, label, detail, lon, lat, bbox).
WITH asked AS MATERIALIZED (
  SELECT (SELECT array_agg(plain_text(w)) FROM unnest(%(patterns)s::text[]) AS w) AS patterns, plain_text(%(text)s) AS text,
         plain_code(%(text)s) AS letters
),
found AS (
  SELECT 1 AS rank_kind, 'road' AS kind, r.public_id AS id, 'roads' AS collection, r.code AS label, r.name AS detail,
         plain_text(r.code || ' ' || r.name) AS words, plain_code(r.code) AS letters,
         lrs.point_at(r.id, l.length_m / 2) AS pt, l.geom AS outline
    FROM asked, road r LEFT JOIN road_line l ON l.road_id = r.id
   WHERE (r.is_published OR %(signed_in)s)
     AND (plain_text(r.code || ' ' || r.name || ' ' || array_to_string(r.aliases, ' ')) LIKE ALL (asked.patterns)
          OR plain_code(r.code) = asked.letters)
  UNION ALL
  SELECT 2, 'commune', u.code, 'communes', u.name_vi, u.code, plain_text(u.name_vi), '', ST_PointOnSurface(u.geom), u.geom
    FROM asked, administrative_unit u
   WHERE u.level = 'COMMUNE' AND u.valid_to IS NULL AND plain_text(u.name_vi || ' ' || u.code) LIKE ALL (asked.patterns)
  UNION ALL
  SELECT 3, 'place', NULL, NULL, p.name, '', plain_text(p.name), '', p.geom, NULL
    FROM asked, place p WHERE plain_text(p.name) LIKE ALL (asked.patterns)
  UNION ALL
  SELECT 4, 'bridge', b.public_id, 'bridges', coalesce(nullif(b.name, ''), nullif(b.code, ''), b.public_id),
         concat_ws(' ', r.code, lrs.chainage(r.id, b.at_m)), plain_text(b.name), plain_code(b.code), b.geom, NULL
    FROM asked, bridge b LEFT JOIN road r ON r.id = b.road_id AND (r.is_published OR %(signed_in)s)
   WHERE (b.is_published OR %(signed_in)s)
     AND plain_text(concat_ws(' ', 'cau', b.name, b.code, b.public_id, r.code)) LIKE ALL (asked.patterns)
  UNION ALL
  SELECT 5, 'culvert', c.public_id, 'culverts', coalesce(nullif(c.name, ''), nullif(c.code, ''), c.public_id),
         concat_ws(' ', r.code, lrs.chainage(r.id, c.at_m)), plain_text(c.name), plain_code(c.code), c.geom, NULL
    FROM asked, culvert c LEFT JOIN road r ON r.id = c.road_id AND (r.is_published OR %(signed_in)s)
   WHERE (c.is_published OR %(signed_in)s)
     AND plain_text(concat_ws(' ', 'cong', c.name, c.code, c.public_id, r.code)) LIKE ALL (asked.patterns)
)
SELECT f.kind, f.id, f.collection, f.label, f.detail,
       round(ST_X(f.pt)::numeric, 7)::float8 AS lon, round(ST_Y(f.pt)::numeric, 7)::float8 AS lat,
       CASE WHEN f.outline IS NOT NULL
            THEN ARRAY[ST_XMin(f.outline), ST_YMin(f.outline), ST_XMax(f.outline), ST_YMax(f.outline)]::float8[] END AS bbox
  FROM found f, asked a
 ORDER BY CASE WHEN f.words = a.text OR f.letters <> '' AND f.letters = a.letters THEN 0
               WHEN strpos(f.words, a.text) = 1 THEN 1 WHEN strpos(f.words, a.text) > 0 THEN 2 ELSE 3 END,
          f.rank_kind, f.label, f.id
 LIMIT %(limit)s
