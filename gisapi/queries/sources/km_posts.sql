-- Km posts: one row each, columns as in km_posts.csv. A post is seen when its road is.
SELECT k.id, k.public_id AS key, k.geom, k.recorded_from, r.id AS lrs_road, pc.at_m AS lrs_from_m, pc.at_m AS lrs_to_m,
       k.public_id, r.code AS road, r.public_id AS road_id, r.road_class, k.km, k.stated_next_m, k.material,
       round(pc.at_m * 1000) / 1000 AS at_m, round(pc.offset_m::numeric, 2) AS offset_m, pc.verdict,
       k.source, k.note, k.is_published
  FROM km_post k
  JOIN road r ON r.id = k.road_id AND (r.is_published OR %(signed_in)s)
  LEFT JOIN post_calibration pc ON pc.km_post_id = k.id
 WHERE k.is_published OR %(signed_in)s
