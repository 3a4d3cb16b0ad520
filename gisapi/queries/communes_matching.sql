-- matching(id, key): the units that satisfy the filters asked for; those in force unless validity says otherwise.
matching AS NOT MATERIALIZED (
  SELECT u.id, CASE WHEN u.valid_to IS NULL THEN u.code ELSE u.code || '@' || u.valid_from END AS key
    FROM administrative_unit u
   WHERE (CASE coalesce(%(validity)s, 'current') WHEN 'current' THEN u.valid_to IS NULL WHEN 'old' THEN u.valid_to IS NOT NULL ELSE true END)
     AND (%(area_1)s::geometry IS NULL OR ST_Intersects(u.geom, %(area_1)s::geometry) OR ST_Intersects(u.geom, %(area_2)s::geometry))
     AND (%(q_like)s::text IS NULL OR plain_text(u.name_vi) LIKE plain_text(%(q_like)s::text) OR u.code = %(q)s::text)
     AND u.level = ANY (coalesce(%(level)s::text[], '{COMMUNE}'))
),
