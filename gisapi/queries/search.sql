-- Whatever has all the words asked for in its name, code or road, best first: (kind, id, collection, label, detail, lon, lat, bbox, more).
-- `key`, the most telling word, is found by the trigram indexes of 0011; the other words are asked of what it finds. At most 500 of a
-- kind are weighed, those that bear exactly this name always; `more`: there are others.
WITH asked AS MATERIALIZED (
  SELECT (SELECT array_agg(plain_text(w)) FROM unnest(%(patterns)s::text[]) AS w) AS patterns, plain_text(%(text)s) AS text, plain_code(%(text)s) AS letters
),
called AS MATERIALIZED (   -- roads that one of the words is the code or an alias of
  SELECT r.id FROM road r
   WHERE (r.is_published OR %(signed_in)s)
     AND (SELECT array_agg(plain_code(w)) FROM unnest(%(words)s::text[]) AS w) && (plain_code(r.code) || ARRAY(SELECT plain_code(a) FROM unnest(r.aliases) AS a))
),
alone AS MATERIALIZED (   -- nothing but roads is named: whatever lies on them is meant
  SELECT NOT EXISTS (
    SELECT FROM unnest(%(words)s::text[]) AS w
     WHERE plain_text(w) NOT IN ('cau', 'cong')
       AND NOT EXISTS (SELECT FROM called JOIN road r USING (id) WHERE plain_code(w) = ANY (plain_code(r.code) || ARRAY(SELECT plain_code(a) FROM unnest(r.aliases) AS a)))) AS yes
),
/* search_structures */
waters AS MATERIALIZED (
  (SELECT w.id FROM waterway w WHERE (w.is_published OR %(signed_in)s) AND plain_text(w.name) LIKE plain_text(%(exact)s::text) LIMIT 100)
  UNION
  (SELECT w.id FROM waterway w, asked
    WHERE (w.is_published OR %(signed_in)s) AND plain_text(w.name) ~ plain_text(%(key)s::text) AND plain_text(w.name) LIKE ALL (asked.patterns) LIMIT 500)
  UNION
  SELECT w.id FROM waterway w WHERE w.public_id = upper(%(text)s)
),
found AS (   -- `words`: the name without the word that says the kind
  SELECT 1 AS rank_kind, 'road' AS kind, r.id AS row_id, r.public_id AS id, 'roads' AS collection, r.code AS label, r.name AS detail,
         plain_text(r.code || ' ' || r.name) AS words, plain_code(r.code) AS letters, NULL::bigint AS road_id, NULL::float8 AS at_m, NULL::geometry AS pt
    FROM asked, road r
   WHERE (r.is_published OR %(signed_in)s)
     AND (plain_text(r.code || ' ' || r.name || ' ' || array_to_string(r.aliases, ' ')) LIKE ALL (asked.patterns)
          OR asked.letters = ANY (plain_code(r.code) || ARRAY(SELECT plain_code(a) FROM unnest(r.aliases) AS a)))
  UNION ALL
  SELECT CASE WHEN u.valid_to IS NULL THEN 2 ELSE 3 END, lower(u.level), u.id, u.code || CASE WHEN u.valid_to IS NULL THEN '' ELSE '@' || u.valid_from END, 'communes',
         u.name_vi, u.code, regexp_replace(plain_text(u.name_vi), '^(xa|phuong|thi tran|thi xa|huyen|quan|thanh pho|tinh) ', ''), u.code, NULL, NULL, NULL
    FROM asked, administrative_unit u WHERE plain_text(u.name_vi || ' ' || u.code) LIKE ALL (asked.patterns)
  UNION ALL
  SELECT 4, 'place', p.id, NULL, NULL, p.name, '', plain_text(p.name), '', NULL, NULL, p.geom
    FROM asked, place p WHERE plain_text(p.name) LIKE ALL (asked.patterns)
  UNION ALL
  SELECT 5, 'bridge', b.id, b.public_id, 'bridges', coalesce(nullif(b.name, ''), nullif(b.code, ''), b.public_id), '',
         regexp_replace(plain_text(b.name), '^cau ', ''), plain_code(b.code), b.road_id, b.at_m, b.geom
    FROM bridges JOIN bridge b USING (id) WHERE (b.is_published OR %(signed_in)s)
  UNION ALL
  SELECT 6, 'culvert', b.id, b.public_id, 'culverts', coalesce(nullif(b.name, ''), nullif(b.code, ''), b.public_id), '',
         regexp_replace(plain_text(b.name), '^cong ', ''), plain_code(b.code), b.road_id, b.at_m, b.geom
    FROM culverts JOIN culvert b USING (id) WHERE (b.is_published OR %(signed_in)s)
  UNION ALL
  SELECT 7, 'waterway', w.id, w.public_id, 'waterways', coalesce(nullif(w.name, ''), w.public_id), '',
         regexp_replace(plain_text(w.name), '^(song|kenh|rach) ', ''), '', NULL, NULL, NULL
    FROM waters JOIN waterway w USING (id) WHERE (w.is_published OR %(signed_in)s)
),
best AS (
  SELECT f.*, count(*) OVER () > %(limit)s AS more, row_number() OVER (ORDER BY
           CASE WHEN f.words IN (a.text, regexp_replace(a.text, '^(cau|cong) ', '')) OR f.letters <> '' AND f.letters = a.letters THEN 0
                WHEN strpos(f.words, a.text) = 1 THEN 1 WHEN strpos(f.words, a.text) > 0 THEN 2 ELSE 3 END, f.rank_kind, f.label, f.id) AS place_no
    FROM found f, asked a
   ORDER BY place_no LIMIT %(limit)s
)
SELECT b.kind, b.id, b.collection, b.label, concat_ws(', ', nullif(concat_ws(' ', nullif(b.detail, ''), r.code, here.chainage, unit.then), ''), within.name_vi) AS detail,
       round(ST_X(spot.pt)::numeric, 7)::float8 AS lon, round(ST_Y(spot.pt)::numeric, 7)::float8 AS lat,
       CASE WHEN outline.geom IS NOT NULL
            THEN ARRAY[ST_XMin(outline.geom), ST_YMin(outline.geom), ST_XMax(outline.geom), ST_YMax(outline.geom)]::float8[] END AS bbox, b.more
  FROM best b
  LEFT JOIN road r ON r.id = b.road_id AND (r.is_published OR %(signed_in)s)
  LEFT JOIN LATERAL lrs.reading(r.id, b.at_m) AS here ON true
  LEFT JOIN LATERAL (   -- an ended unit: its time, and what it or its communes went into
    SELECT concat('(', u.valid_from, ' – ', u.valid_to, ' → ' || coalesce(went.names, parts.names), ')') AS then
      FROM administrative_unit u
     CROSS JOIN LATERAL (
       SELECT string_agg(n.name_vi, ', ' ORDER BY n.code) AS names FROM unit_succession s JOIN administrative_unit n ON n.id = s.new_id WHERE s.old_id = u.id) AS went
     CROSS JOIN LATERAL (
       SELECT string_agg(p ->> 'name', ', ') AS names FROM unit_outline o, jsonb_array_elements(o.parts) AS p WHERE o.unit_id = u.id AND (p -> 'drawn')::boolean) AS parts
     WHERE b.collection = 'communes' AND u.id = b.row_id AND u.valid_to IS NOT NULL) AS unit ON true
  LEFT JOIN LATERAL (
    SELECT l.geom, lrs.point_at(l.road_id, l.length_m / 2) AS pt FROM road_line l WHERE b.kind = 'road' AND l.road_id = b.row_id
    UNION ALL
    SELECT w.geom, ST_PointOnSurface(w.geom) FROM waterway w WHERE b.kind = 'waterway' AND w.id = b.row_id
    UNION ALL
    SELECT g.geom, ST_PointOnSurface(g.geom)
      FROM (SELECT coalesce(u.geom, o.geom) AS geom FROM administrative_unit u LEFT JOIN unit_outline o ON o.unit_id = u.id
             WHERE b.collection = 'communes' AND u.id = b.row_id) AS g) AS outline ON true
  CROSS JOIN LATERAL (SELECT coalesce(b.pt, outline.pt) AS pt) AS spot
  LEFT JOIN LATERAL (
    SELECT a.name_vi FROM administrative_unit a
     WHERE b.kind IN ('bridge', 'culvert') AND a.level = 'COMMUNE' AND a.valid_to IS NULL AND ST_Covers(a.geom, b.pt) ORDER BY a.code LIMIT 1) AS within ON true
 ORDER BY b.place_no
