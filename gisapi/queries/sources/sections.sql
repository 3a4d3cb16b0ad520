-- Sections: one row each, columns as in sections.csv. A section is seen when its road is; who manages the road manages it.
SELECT s.id, s.public_id AS key, s.geom, s.recorded_from, r.id AS lrs_road, s.from_m AS lrs_from_m, s.to_m AS lrs_to_m,
       s.public_id, r.code AS road, r.public_id AS road_id, r.road_class,
       round(s.from_m * 1000) / 1000 AS from_m, round(s.to_m * 1000) / 1000 AS to_m,
       coalesce((SELECT lrs.chainage_text(p.km, greatest(s.from_m - p.at_m, 0)::numeric) FROM road_post p
                  WHERE p.road_id = r.id AND p.at_m <= s.from_m + lrs.tolerance_m() ORDER BY p.at_m DESC LIMIT 1), '') AS from_chainage,
       coalesce((SELECT lrs.chainage_text(p.km, greatest(s.to_m - p.at_m, 0)::numeric) FROM road_post p
                  WHERE p.road_id = r.id AND p.at_m <= s.to_m + lrs.tolerance_m() ORDER BY p.at_m DESC LIMIT 1), '') AS to_chainage,
       coalesce((SELECT NOT p.is_real FROM road_post p
                  WHERE p.road_id = r.id AND p.at_m <= s.from_m + lrs.tolerance_m() ORDER BY p.at_m DESC LIMIT 1), false)
         OR coalesce((SELECT NOT p.is_real FROM road_post p
                  WHERE p.road_id = r.id AND p.at_m <= s.to_m + lrs.tolerance_m() ORDER BY p.at_m DESC LIMIT 1), false) AS chainage_nominal,
       round((s.to_m - s.from_m) * 1000) / 1000 AS length_m, s.pavement, s.carriageway_width_m, s.formation_width_m, s.lanes,
       s.condition, s.condition_on, s.condition_reason, s.iri_m_km, s.surfaced_year, m.code AS managing_unit,
       s.source, s.note, s.is_published
  FROM section s
  JOIN road r ON r.id = s.road_id AND (r.is_published OR %(signed_in)s)
  LEFT JOIN managing_unit m ON m.id = r.managing_unit_id
 WHERE s.is_published OR %(signed_in)s
