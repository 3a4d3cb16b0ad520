-- roads under a tile: id, code, name, road_class …, geom.
SELECT r.public_id AS id, r.code, r.name, r.road_class, r.branch, r.technical_grade, r.status, r.opened_on,
       l.length_m, l.calibration, CASE WHEN %(z)s < 13 THEN ST_Simplify(l.geom_3857, tile.grid_m * 4, true) ELSE l.geom_3857 END AS geom
  FROM (SELECT ST_MakeEnvelope(%(west)s, %(south)s, %(east)s, %(north)s, 3857) AS box, %(grid_m)s::float8 AS grid_m) AS tile
  JOIN road_line l ON l.geom_3857 && tile.box
  JOIN road r ON r.id = l.road_id
 WHERE r.is_published OR %(signed_in)s
