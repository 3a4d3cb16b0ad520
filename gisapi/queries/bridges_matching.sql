-- matching(id, key): the bridges that satisfy the filters asked for.
matching AS NOT MATERIALIZED (
  SELECT b.id, b.public_id AS key
    FROM bridge b
    LEFT JOIN road r ON r.id = b.road_id AND (r.is_published OR %(signed_in)s)
   WHERE (b.is_published OR %(signed_in)s)
     AND (%(area_1)s::geometry IS NULL OR ST_Intersects(b.geom, %(area_1)s::geometry) OR ST_Intersects(b.geom, %(area_2)s::geometry))
     AND (%(unit)s::text IS NULL OR ST_Intersects(b.geom, (SELECT geom FROM asked_unit)))
     AND (%(road)s::text IS NULL OR EXISTS (SELECT FROM named_road n WHERE n.id = b.road_id
                                               AND (%(from_km)s::int IS NULL OR b.at_m >= n.from_m - lrs.tolerance_m())
                                               AND (%(to_km)s::int IS NULL OR b.at_m <= n.to_m + lrs.tolerance_m())))
     AND (%(q_like)s::text IS NULL OR plain_text(b.name) LIKE plain_text(%(q_like)s::text) OR plain_text(b.code) LIKE plain_text(%(q_like)s::text)
          OR b.public_id = upper(%(q)s::text))
     AND (%(condition)s::text[] IS NULL OR coalesce(b.condition, 'none') = ANY (%(condition)s::text[]))
     AND (%(status)s::text[] IS NULL OR b.status = ANY (%(status)s::text[]))
     AND (%(located_by)s::text[] IS NULL OR b.located_by = ANY (%(located_by)s::text[]))
     AND (%(road_class)s::text[] IS NULL OR coalesce(r.road_class, 'none') = ANY (%(road_class)s::text[]))
     AND (%(bridge_type)s::text[] IS NULL OR coalesce(b.bridge_type, 'none') = ANY (%(bridge_type)s::text[]))
     AND (%(permanence)s::text[] IS NULL OR coalesce(b.permanence, 'none') = ANY (%(permanence)s::text[]))
),
