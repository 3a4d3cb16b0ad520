-- described(id, key, geom, recorded_from, properties) of the chosen sections.
described AS (
  SELECT s.id, c.key, s.geom, s.recorded_from, to_jsonb(p) AS properties
    FROM chosen c
    JOIN section s ON s.id = c.id
    JOIN road r ON r.id = s.road_id
    LEFT JOIN LATERAL lrs.reading(r.id, s.from_m) AS low ON true
    LEFT JOIN LATERAL lrs.reading(r.id, s.to_m) AS high ON true,
    LATERAL (
      SELECT s.public_id, r.code AS road, r.public_id AS road_id, r.road_class,
             round(s.from_m::numeric, 3) AS from_m, round(s.to_m::numeric, 3) AS to_m,
             coalesce(low.chainage, '') AS from_chainage, coalesce(high.chainage, '') AS to_chainage,
             coalesce(low.nominal, false) OR coalesce(high.nominal, false) AS chainage_nominal,
             round((s.to_m - s.from_m)::numeric, 3) AS length_m, s.pavement, s.carriageway_width_m, s.formation_width_m, s.lanes,
             s.condition, s.condition_on, s.condition_reason, s.iri_m_km, s.surfaced_year, s.source, s.note, s.is_published
    ) AS p
),
