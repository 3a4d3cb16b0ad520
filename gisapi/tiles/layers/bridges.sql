-- bridges under a tile: id, name, condition, status, length_m, geom.
SELECT b.public_id AS id, b.name, b.condition, b.status, b.length_m::float8 AS length_m, b.geom_3857 AS geom
  FROM (SELECT ST_MakeEnvelope(%(west)s, %(south)s, %(east)s, %(north)s, 3857) AS box) AS tile
  JOIN bridge b ON b.geom_3857 && tile.box
 WHERE b.is_published OR %(signed_in)s
