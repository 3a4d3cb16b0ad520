-- roads under a tile: number (of the public id), id, code, name, road_class …, geom.
SELECT substr(r.public_id, 3)::bigint AS number, r.public_id AS id, r.code, r.name, r.road_class, r.branch, r.technical_grade, r.status, r.opened_on,
       l.length_m, l.calibration, CASE WHEN %(z)s < 13 THEN ST_Simplify(l.geom_3857, tile.grid_m * 4, true) ELSE l.geom_3857 END AS geom
  FROM tile
  JOIN road_line l ON l.geom_3857 && tile.around
  JOIN road r ON r.id = l.road_id
 WHERE r.is_published OR %(signed_in)s
