-- matching(id, key): the roads that satisfy the filters asked for.
matching AS NOT MATERIALIZED (
  SELECT r.id, r.public_id AS key
    FROM road r
    LEFT JOIN road_line l ON l.road_id = r.id
   WHERE (r.is_published OR %(signed_in)s)
     AND (%(area_1)s::geometry IS NULL OR ST_Intersects(l.geom, %(area_1)s::geometry) OR ST_Intersects(l.geom, %(area_2)s::geometry))
     AND (%(unit)s::text IS NULL OR ST_Intersects(l.geom, (SELECT geom FROM asked_unit)))
     AND (%(road)s::text IS NULL OR EXISTS (SELECT FROM named_road n WHERE n.id = r.id))
     AND (%(q_like)s::text IS NULL OR plain_text(r.name) LIKE plain_text(%(q_like)s::text) OR plain_text(r.code) LIKE plain_text(%(q_like)s::text)
          OR EXISTS (SELECT FROM unnest(r.aliases) AS a WHERE plain_text(a) LIKE plain_text(%(q_like)s::text)))
     AND (%(road_class)s::text[] IS NULL OR r.road_class = ANY (%(road_class)s::text[]))
     AND (%(technical_grade)s::text[] IS NULL OR coalesce(r.technical_grade, 'none') = ANY (%(technical_grade)s::text[]))
     AND (%(status)s::text[] IS NULL OR r.status = ANY (%(status)s::text[]))
),
