-- What record_columns.sql reads besides the record `x`. A record is seen when what it is about is.
  LEFT JOIN bridge b ON b.id = x.bridge_id AND (b.is_published OR %(signed_in)s)
  LEFT JOIN culvert v ON v.id = x.culvert_id AND (v.is_published OR %(signed_in)s)
  LEFT JOIN road r ON r.id = coalesce(x.road_id, b.road_id, v.road_id) AND (r.is_published OR %(signed_in)s)
  CROSS JOIN LATERAL (
    SELECT coalesce(b.public_id, v.public_id, r.public_id) AS about,
           CASE WHEN b.id IS NOT NULL THEN 'bridge' WHEN v.id IS NOT NULL THEN 'culvert' ELSE 'road' END AS about_kind,
           coalesce(b.name, v.name, r.name) AS about_name,
           coalesce(x.from_m, b.at_m, v.at_m) AS from_m, coalesce(x.to_m, b.at_m, v.at_m) AS to_m) AS what
 WHERE (x.is_published OR %(signed_in)s) AND (b.id IS NOT NULL OR v.id IS NOT NULL OR r.id = x.road_id)
