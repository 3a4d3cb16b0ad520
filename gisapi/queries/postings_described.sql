-- described(id, key, geom, recorded_from, day, properties) of the chosen postings: what each is about, where, and what it says.
described AS (
  SELECT x.id, c.key, x.geom, x.recorded_from, x.valid_from AS day, to_jsonb(p) AS properties
    FROM chosen c
    JOIN posting x ON x.id = c.id
\ir records_about.sql
    CROSS JOIN LATERAL (
      SELECT x.public_id, what.about, what.about_kind, what.about_name, r.code AS road, r.public_id AS road_id, along.from_m, along.to_m,
             coalesce(low.chainage, '') AS from_chainage, coalesce(high.chainage, '') AS to_chainage,
             x.sign, x.limit_t, x.limit_m, x.vehicle_type, x.decision_number, x.valid_from, x.valid_to, x.above_load_reason,
             x.source, x.note, x.is_published
    ) AS p
),
