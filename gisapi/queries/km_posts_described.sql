-- described(id, key, geom, recorded_from, properties) of the chosen km posts.
described AS (
  SELECT k.id, c.key, k.geom, k.recorded_from, to_jsonb(p) AS properties
    FROM chosen c
    JOIN km_post k ON k.id = c.id
    JOIN road r ON r.id = k.road_id
    LEFT JOIN post_calibration pc ON pc.km_post_id = k.id,
    LATERAL (
      SELECT k.public_id, r.code AS road, r.public_id AS road_id, k.km, k.stated_next_m, k.material,
             round(pc.at_m::numeric, 3) AS at_m, round(pc.offset_m::numeric, 2) AS offset_m, pc.verdict,
             k.source, k.note, k.is_published
    ) AS p
),
