-- matching(id, key): the km posts that satisfy the filters asked for; a post is seen when its road is.
matching AS NOT MATERIALIZED (
  SELECT k.id, k.public_id AS key
    FROM km_post k
    JOIN road r ON r.id = k.road_id AND (r.is_published OR %(signed_in)s)
    LEFT JOIN post_calibration pc ON pc.km_post_id = k.id
   WHERE (k.is_published OR %(signed_in)s)
     AND (%(area_1)s::geometry IS NULL OR ST_Intersects(k.geom, %(area_1)s::geometry) OR ST_Intersects(k.geom, %(area_2)s::geometry))
     AND (%(unit)s::text IS NULL OR ST_Intersects(k.geom, (SELECT geom FROM asked_unit)))
     AND (%(road)s::text IS NULL OR EXISTS (SELECT FROM named_road n WHERE n.id = k.road_id))
     AND (%(road_class)s::text[] IS NULL OR r.road_class = ANY (%(road_class)s::text[]))
     AND (%(verdict)s::text[] IS NULL OR pc.verdict = ANY (%(verdict)s::text[]))
),
