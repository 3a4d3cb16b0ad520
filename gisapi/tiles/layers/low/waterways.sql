-- waterways under a tile below full detail, those of some kinds, thinned: number (of the public id), id, name, kind, geom.
SELECT substr(w.public_id, 3)::bigint AS number, w.public_id AS id, w.name, w.kind, ST_Simplify(w.geom_3857, tile.grid_m * 4, true) AS geom
  FROM tile
  JOIN waterway w ON w.geom_3857 && tile.around
 WHERE w.kind = ANY (%(waterways_classes)s)
   AND (w.is_published OR %(signed_in)s)
