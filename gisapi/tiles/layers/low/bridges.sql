-- bridges under a tile below full detail, those on the roads of some classes: number (of the public id), id, condition, status, geom.
SELECT substr(f.public_id, 3)::bigint AS number, f.public_id AS id, f.condition, f.status, f.geom
  FROM tile, low.bridges(tile.around) f
 WHERE f.road_class = ANY (%(bridges_classes)s)
   AND (f.is_published OR %(signed_in)s)
