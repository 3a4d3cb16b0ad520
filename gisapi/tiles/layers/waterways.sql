-- waterways under a tile: number (of the public id), id, name, kind, navigation_class …, geom.
SELECT substr(w.public_id, 3)::bigint AS number, w.public_id AS id, w.name, w.kind, w.navigation_class, w.width_m::float8 AS width_m,
       CASE WHEN %(z)s < 14 THEN ST_Simplify(w.geom_3857, tile.grid_m * 4, true) ELSE w.geom_3857 END AS geom
  FROM tile
  JOIN waterway w ON w.geom_3857 && tile.around
 WHERE w.is_published OR %(signed_in)s
