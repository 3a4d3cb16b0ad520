-- bridges under a tile: number (of the public id), id, name, condition, status, length_m …, geom.
SELECT substr(b.public_id, 3)::bigint AS number, b.public_id AS id, b.name, b.condition, b.status, b.length_m::float8 AS length_m, b.code, b.bridge_type, b.permanence,
       b.crossing, b.span_count::int AS span_count, b.width_m::float8 AS width_m, b.carriageway_width_m::float8 AS carriageway_width_m,
       b.design_load, b.actual_load, b.vertical_clearance_m::float8 AS vertical_clearance_m, b.built_year::int AS built_year,
       b.opened_year::int AS opened_year, b.condition_on, b.geom_3857 AS geom
  FROM tile
  JOIN bridge b ON b.geom_3857 && tile.around
 WHERE b.is_published OR %(signed_in)s
