-- culverts under a tile: id, condition, status, geom.
SELECT c.public_id AS id, c.condition, c.status, c.geom_3857 AS geom
  FROM (SELECT ST_MakeEnvelope(%(west)s, %(south)s, %(east)s, %(north)s, 3857) AS box) AS tile
  JOIN culvert c ON c.geom_3857 && tile.box
 WHERE c.is_published OR %(signed_in)s
