-- described(id, key, geom, recorded_from, day, properties) of the chosen inspections: what each is about, where, and what it says.
described AS (
  SELECT x.id, c.key, x.geom, x.recorded_from, x.done_on AS day, to_jsonb(p) AS properties
    FROM chosen c
    JOIN inspection x ON x.id = c.id
\ir records_about.sql
    CROSS JOIN LATERAL (
      SELECT x.public_id, what.about, what.about_kind, what.about_name, r.code AS road, r.public_id AS road_id, along.from_m, along.to_m,
             coalesce(low.chainage, '') AS from_chainage, coalesce(high.chainage, '') AS to_chainage,
             x.inspection_type, x.done_on, x.organisation, x.deck_rating, x.superstructure_rating, x.substructure_rating,
             x.condition, x.condition_reason,
             (SELECT coalesce(jsonb_agg(jsonb_build_object('component', f.component, 'defect', f.defect, 'recommendation', f.recommendation,
                                                           'priority', f.priority) ORDER BY k.sort, f.id), '[]')
                FROM finding f JOIN code_component k ON k.code = f.component WHERE f.inspection_id = x.id) AS findings,
             x.source, x.note, x.is_published
    ) AS p
),
