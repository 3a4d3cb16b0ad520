-- culverts under a tile: number (of the public id), id, condition, status …, geom.
SELECT substr(c.public_id, 3)::bigint AS number, c.public_id AS id, c.condition, c.status, c.name, c.code, c.kind, c.shape, c.length_m::float8 AS length_m,
       c.width_m::float8 AS width_m, c.height_m::float8 AS height_m, c.diameter_m::float8 AS diameter_m, c.built_year::int AS built_year,
       c.condition_on, c.geom_3857 AS geom
  FROM tile
  JOIN culvert c ON c.geom_3857 && tile.around
 WHERE c.is_published OR %(signed_in)s
