-- matching(id, key): the sections that satisfy the filters asked for; a section is seen when its road is.
matching AS NOT MATERIALIZED (
  SELECT s.id, s.public_id AS key
    FROM section s
    JOIN road r ON r.id = s.road_id AND (r.is_published OR %(signed_in)s)
   WHERE (s.is_published OR %(signed_in)s)
     AND (%(area_1)s::geometry IS NULL OR ST_Intersects(s.geom, %(area_1)s::geometry) OR ST_Intersects(s.geom, %(area_2)s::geometry))
     AND (%(unit)s::text IS NULL OR ST_Intersects(s.geom, (SELECT geom FROM asked_unit)))
     AND (%(road)s::text IS NULL OR EXISTS (SELECT FROM named_road n WHERE n.id = s.road_id
                                               AND (%(from_km)s::int IS NULL OR s.to_m > n.from_m + lrs.tolerance_m())
                                               AND (%(to_km)s::int IS NULL OR s.from_m < n.to_m - lrs.tolerance_m())))
     AND (%(condition)s::text[] IS NULL OR coalesce(s.condition, 'none') = ANY (%(condition)s::text[]))
     AND (%(pavement)s::text[] IS NULL OR coalesce(s.pavement, 'none') = ANY (%(pavement)s::text[]))
     AND (%(road_class)s::text[] IS NULL OR r.road_class = ANY (%(road_class)s::text[]))
),
