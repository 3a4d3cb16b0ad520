-- roads under a tile: id, code, name, road_class, geom. Below z10 lines are thinned by a grid unit, which nobody can see.
SELECT r.public_id AS id, r.code, r.name, r.road_class,
       CASE WHEN %(z)s < 10 THEN ST_Simplify(l.geom_3857, tile.grid_m * 4, true) ELSE l.geom_3857 END AS geom
  FROM (SELECT ST_MakeEnvelope(%(west)s, %(south)s, %(east)s, %(north)s, 3857) AS box, %(grid_m)s::float8 AS grid_m) AS tile
  JOIN road_line l ON l.geom_3857 && tile.box
  JOIN road r ON r.id = l.road_id
 WHERE r.road_class = ANY (%(roads_classes)s)
   AND (r.is_published OR %(signed_in)s)
