-- The columns of every record `x`: what it is about and where. Of a road that this visitor may not see nothing is told,
-- nor where along it the bridge or culvert stands.
       x.id, x.public_id AS key, x.geom, x.recorded_from,
       r.id AS lrs_road, CASE WHEN r.id IS NOT NULL THEN what.from_m END AS lrs_from_m, CASE WHEN r.id IS NOT NULL THEN what.to_m END AS lrs_to_m,
       x.public_id, what.about, what.about_kind, what.about_name, r.code AS road, r.public_id AS road_id, r.road_class,
       CASE WHEN r.id IS NOT NULL THEN round(what.from_m * 1000) / 1000 END AS from_m,
       CASE WHEN r.id IS NOT NULL THEN round(what.to_m * 1000) / 1000 END AS to_m,
       coalesce((SELECT lrs.chainage_text(p.km, greatest(what.from_m - p.at_m, 0)::numeric) FROM road_post p
                  WHERE p.road_id = r.id AND p.at_m <= what.from_m + lrs.tolerance_m() ORDER BY p.at_m DESC LIMIT 1), '') AS from_chainage,
       coalesce((SELECT lrs.chainage_text(p.km, greatest(what.to_m - p.at_m, 0)::numeric) FROM road_post p
                  WHERE p.road_id = r.id AND p.at_m <= what.to_m + lrs.tolerance_m() ORDER BY p.at_m DESC LIMIT 1), '') AS to_chainage,
       x.source, x.note, x.is_published,
