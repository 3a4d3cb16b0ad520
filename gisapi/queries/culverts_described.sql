-- described(id, key, geom, recorded_from, properties) of the chosen culverts.
described AS (
  SELECT c.id, chosen.key, c.geom, c.recorded_from, to_jsonb(p) AS properties
    FROM chosen
    JOIN culvert c ON c.id = chosen.id
    LEFT JOIN road r ON r.id = c.road_id AND (r.is_published OR %(signed_in)s)
    LEFT JOIN managing_unit m ON m.id = c.managing_unit_id
    LEFT JOIN LATERAL lrs.reading(r.id, c.at_m) AS here ON true
    -- where it stands along its road, if that may be seen
    LEFT JOIN LATERAL (SELECT c.at_m, c.side, c.offset_m, c.stated_km, c.stated_m, c.stated_text) AS along
           ON c.road_id IS NULL OR r.id IS NOT NULL,
    LATERAL (
      SELECT c.public_id, c.code, c.name, r.code AS road, r.public_id AS road_id, c.located_by,
             round(along.at_m::numeric, 3) AS at_m,
             coalesce(here.chainage, '') AS chainage,
             coalesce(here.nominal, false) AS chainage_nominal,
             along.side, along.offset_m, along.stated_km, along.stated_m, coalesce(along.stated_text, '') AS stated_text, c.source_srid,
             c.kind, c.shape, c.load, c.cells, c.width_m, c.height_m, c.diameter_m, c.opening_text, c.length_m, c.body,
             c.head_up, c.head_down, c.gate_up, c.gate_down, c.apron_up, c.apron_down, c.apron_up_m2, c.apron_down_m2,
             c.sump_up, c.sump_up_depth_m, c.sump_up_width_m, c.sump_up_length_m,
             c.sump_down, c.sump_down_depth_m, c.sump_down_width_m, c.sump_down_length_m,
             c.skew_deg, c.hydraulic, c.design_life_years, c.unit_text,
             c.built_year, c.status, c.condition, c.condition_on, c.condition_reason,
             m.code AS managing_unit, c.source, c.note, c.is_published
    ) AS p
),
