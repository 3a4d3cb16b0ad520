-- described(id, key, geom, recorded_from, properties) of the chosen bridges.
described AS (
  SELECT b.id, c.key, b.geom, b.recorded_from, to_jsonb(p) AS properties
    FROM chosen c
    JOIN bridge b ON b.id = c.id
    LEFT JOIN road r ON r.id = b.road_id AND (r.is_published OR %(signed_in)s)
    LEFT JOIN managing_unit m ON m.id = b.managing_unit_id
    LEFT JOIN LATERAL lrs.reading(r.id, b.at_m) AS here ON true
    -- where it stands along its road, if that may be seen
    LEFT JOIN LATERAL (SELECT b.at_m, b.side, b.offset_m, b.stated_km, b.stated_m, b.stated_text) AS along
           ON b.road_id IS NULL OR r.id IS NOT NULL,
    LATERAL (
      SELECT b.public_id, b.code, b.name, r.code AS road, r.public_id AS road_id, b.located_by,
             round(along.at_m::numeric, 3) AS at_m,
             coalesce(here.chainage, '') AS chainage,
             coalesce(here.nominal, false) AS chainage_nominal,
             along.side, along.offset_m, along.stated_km, along.stated_m, coalesce(along.stated_text, '') AS stated_text, b.source_srid,
             b.bridge_type, b.permanence, b.crossing, b.crossing_name, b.span_scheme, b.span_count, b.length_m, b.width_m,
             b.carriageway_width_m, b.footway_width_m, b.skew_deg, b.design_load, b.actual_load, b.vertical_clearance_m,
             b.navigation_width_m, b.navigation_height_m, b.foundation, b.opened_year,
             b.deck_rating, b.superstructure_rating, b.substructure_rating,
             b.built_year, b.status, b.condition, b.condition_on, b.condition_reason,
             m.code AS managing_unit, b.source, b.note, b.is_published
    ) AS p
),
