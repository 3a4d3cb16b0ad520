-- The columns of every structure `s`: what it is, where it stands, in which state. Of a road that this visitor may not see
-- nothing is told, nor where along it the structure stands.
       s.id, s.public_id AS key, s.geom, s.recorded_from,
       r.id AS lrs_road, CASE WHEN r.id IS NOT NULL THEN s.at_m END AS lrs_from_m, CASE WHEN r.id IS NOT NULL THEN s.at_m END AS lrs_to_m,
       s.public_id, s.code, s.name, r.code AS road, r.public_id AS road_id, r.road_class, s.located_by,
       CASE WHEN along.told THEN round(s.at_m * 1000) / 1000 END AS at_m,
       coalesce((SELECT lrs.chainage_text(p.km, greatest(s.at_m - p.at_m, 0)::numeric) FROM road_post p
                  WHERE p.road_id = r.id AND p.at_m <= s.at_m + lrs.tolerance_m() ORDER BY p.at_m DESC LIMIT 1), '') AS chainage,
       coalesce((SELECT NOT p.is_real FROM road_post p
                  WHERE p.road_id = r.id AND p.at_m <= s.at_m + lrs.tolerance_m() ORDER BY p.at_m DESC LIMIT 1), false) AS chainage_nominal,
       CASE WHEN along.told THEN s.side END AS side, CASE WHEN along.told THEN s.offset_m END AS offset_m,
       CASE WHEN along.told THEN s.stated_km END AS stated_km, CASE WHEN along.told THEN s.stated_m END AS stated_m,
       CASE WHEN along.told THEN s.stated_text ELSE '' END AS stated_text, s.source_srid,
       coalesce((SELECT u.code FROM administrative_unit u
                  WHERE u.level = 'COMMUNE' AND u.valid_to IS NULL AND ST_Covers(u.geom, s.geom) ORDER BY u.code LIMIT 1), '') AS commune,
       coalesce((SELECT u.name_vi FROM administrative_unit u
                  WHERE u.level = 'COMMUNE' AND u.valid_to IS NULL AND ST_Covers(u.geom, s.geom) ORDER BY u.code LIMIT 1), '') AS commune_name,
       (SELECT round(ST_Distance(s.geom::geography, lrs.point_on(l.geom, l.length_m, s.at_m, s.offset_m)::geography)::numeric, 2)
          FROM road_line l WHERE l.road_id = r.id) AS position_gap_m,
       s.built_year, s.status, s.condition, s.condition_on, s.condition_reason,
       m.code AS managing_unit, s.source, s.note, s.is_published,
