-- km posts under a tile: number (of the public id), id, road, km, geom. A post is seen when its road is.
SELECT substr(k.public_id, 3)::bigint AS number, k.public_id AS id, r.code AS road, k.km, k.geom_3857 AS geom
  FROM tile
  JOIN km_post k ON k.geom_3857 && tile.around
  JOIN road r ON r.id = k.road_id
 WHERE k.is_published AND r.is_published OR %(signed_in)s
