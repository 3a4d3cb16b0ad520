-- sections under a tile: id, road, condition, pavement, road_class, geom. A section is seen when its road is.
SELECT s.public_id AS id, r.code AS road, s.condition, s.pavement, r.road_class,
       CASE WHEN %(z)s < 10 THEN ST_Simplify(s.geom_3857, tile.grid_m * 4, true) ELSE s.geom_3857 END AS geom
  FROM (SELECT ST_MakeEnvelope(%(west)s, %(south)s, %(east)s, %(north)s, 3857) AS box, %(grid_m)s::float8 AS grid_m) AS tile
  JOIN section s ON s.geom_3857 && tile.box
  JOIN road r ON r.id = s.road_id
 WHERE r.road_class = ANY (%(sections_classes)s)
   AND (s.is_published AND r.is_published OR %(signed_in)s)
