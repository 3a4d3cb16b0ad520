-- described(id, key, geom, recorded_from, properties) of the chosen roads; geometry is the exact centreline.
described AS (
  SELECT r.id, c.key, r.centreline AS geom, r.recorded_from, to_jsonb(p) AS properties
    FROM chosen c
    JOIN road r ON r.id = c.id
    LEFT JOIN road_line l ON l.road_id = r.id
    LEFT JOIN managing_unit m ON m.id = r.managing_unit_id
    LEFT JOIN LATERAL (
      SELECT count(*) FILTER (WHERE verdict = 'used') AS used, count(*) FILTER (WHERE verdict <> 'used') AS refused
        FROM post_calibration WHERE road_id = r.id) AS posts ON true,
    LATERAL (
      SELECT r.public_id, r.code, r.branch, r.aliases, r.name, r.road_class, r.technical_grade, m.code AS managing_unit,
             r.status, r.start_km, r.start_m, r.opened_on, round(l.length_m::numeric, 3) AS length_m,
             lrs.calibration(r.id) AS calibration,
             coalesce(lrs.chainage(r.id, 0), '') AS start_chainage,
             coalesce(lrs.chainage(r.id, l.length_m), '') AS end_chainage,
             posts.used AS posts_used, posts.refused AS posts_refused, r.source, r.note, r.is_published
    ) AS p
),
