-- roads under a tile below full detail, thinned: number (of the public id), id, code, name, road_class, geom.
SELECT substr(f.public_id, 3)::bigint AS number, f.public_id AS id, f.code, f.name, f.road_class, f.geom
  FROM tile, low.roads(%(z)s, tile.around) f
 WHERE (%(z)s >= 10 OR f.road_class = ANY (%(roads_classes)s))
   AND (f.is_published OR %(signed_in)s)
