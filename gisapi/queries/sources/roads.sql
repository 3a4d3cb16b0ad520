-- Roads: one row each, columns as in roads.csv; geometry is the exact centreline.
SELECT r.id, r.public_id AS key, r.centreline AS geom, r.recorded_from, r.id AS lrs_road, 0::float8 AS lrs_from_m,
       coalesce(l.length_m, 'infinity') AS lrs_to_m,
       r.public_id, r.code, r.branch, r.aliases, r.name, r.road_class, r.technical_grade, m.code AS managing_unit,
       r.status, r.start_km, r.start_m, r.opened_on, round(l.length_m * 1000) / 1000 AS length_m,
       (SELECT coalesce(round(sum(g.to_m - g.from_m) * 1000) / 1000, 0) FROM shared_stretch g JOIN road h ON h.id = g.host_id
         WHERE g.road_id = r.id AND (g.is_published AND h.is_published OR %(signed_in)s)) AS shared_m,
       (SELECT CASE WHEN count(*) = 0 THEN 'none' WHEN NOT bool_or(p.is_real) THEN 'nominal' WHEN bool_and(p.is_real) THEN 'posts' ELSE 'partly' END
          FROM road_post p WHERE p.road_id = r.id) AS calibration,
       coalesce((SELECT lrs.chainage_text(p.km, greatest(0 - p.at_m, 0)::numeric) FROM road_post p
                  WHERE p.road_id = r.id AND p.at_m <= lrs.tolerance_m() ORDER BY p.at_m DESC LIMIT 1), '') AS start_chainage,
       coalesce((SELECT lrs.chainage_text(p.km, greatest(l.length_m - p.at_m, 0)::numeric) FROM road_post p
                  WHERE p.road_id = r.id AND p.at_m <= l.length_m + lrs.tolerance_m() ORDER BY p.at_m DESC LIMIT 1), '') AS end_chainage,
       (SELECT count(*) FILTER (WHERE c.verdict = 'used') FROM post_calibration c WHERE c.road_id = r.id) AS posts_used,
       (SELECT count(*) FILTER (WHERE c.verdict <> 'used') FROM post_calibration c WHERE c.road_id = r.id) AS posts_refused,
       r.source, r.note, r.is_published
  FROM road r
  LEFT JOIN road_line l ON l.road_id = r.id
  LEFT JOIN managing_unit m ON m.id = r.managing_unit_id
 WHERE r.is_published OR %(signed_in)s
