-- What a record x is about: bridge b, culvert v or road r, as far as the visitor may know of it; where along the road; no row when nothing may be known.
    LEFT JOIN bridge b ON b.id = x.bridge_id AND (b.is_published OR %(signed_in)s)
    LEFT JOIN culvert v ON v.id = x.culvert_id AND (v.is_published OR %(signed_in)s)
    LEFT JOIN road r ON r.id = coalesce(x.road_id, b.road_id, v.road_id) AND (r.is_published OR %(signed_in)s)
    JOIN LATERAL (
      SELECT coalesce(b.public_id, v.public_id, r.public_id) AS about,
             CASE WHEN b.id IS NOT NULL THEN 'bridge' WHEN v.id IS NOT NULL THEN 'culvert' ELSE 'road' END AS about_kind,
             coalesce(b.name, v.name, r.name) AS about_name,
             coalesce(x.from_m, b.at_m, v.at_m) AS from_m, coalesce(x.to_m, b.at_m, v.at_m) AS to_m
    ) AS what ON b.id IS NOT NULL OR v.id IS NOT NULL OR r.id = x.road_id
    LEFT JOIN LATERAL lrs.reading(r.id, what.from_m) AS low ON true
    LEFT JOIN LATERAL lrs.reading(r.id, what.to_m) AS high ON true
    LEFT JOIN LATERAL (SELECT round(what.from_m::numeric, 3) AS from_m, round(what.to_m::numeric, 3) AS to_m) AS along ON r.id IS NOT NULL
