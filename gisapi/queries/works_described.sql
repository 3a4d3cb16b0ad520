-- described(id, key, geom, recorded_from, day, properties) of the chosen works: what each is about, where, and what it says.
described AS (
  SELECT x.id, c.key, x.geom, x.recorded_from, coalesce(x.finished_on, x.started_on, x.planned_on) AS day, to_jsonb(p) AS properties
    FROM chosen c
    JOIN work x ON x.id = c.id
\ir records_about.sql
    CROSS JOIN LATERAL (
      SELECT x.public_id, what.about, what.about_kind, what.about_name, r.code AS road, r.public_id AS road_id, along.from_m, along.to_m,
             coalesce(low.chainage, '') AS from_chainage, coalesce(high.chainage, '') AS to_chainage,
             x.kind, x.title, x.planned_on, x.started_on, x.finished_on, x.cost_vnd, x.contractor, x.decision_number,
             x.source, x.note, x.is_published
    ) AS p
),
