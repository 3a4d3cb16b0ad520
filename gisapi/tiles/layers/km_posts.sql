-- km posts under a tile: id, road, km, geom. A post is seen when its road is.
SELECT k.public_id AS id, r.code AS road, k.km, k.geom_3857 AS geom
  FROM (SELECT ST_MakeEnvelope(%(west)s, %(south)s, %(east)s, %(north)s, 3857) AS box) AS tile
  JOIN km_post k ON k.geom_3857 && tile.box
  JOIN road r ON r.id = k.road_id
 WHERE k.is_published AND r.is_published OR %(signed_in)s
