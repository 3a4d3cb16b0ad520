-- sections under a tile as low zooms show them: number (where one is drawn by itself), road, condition, pavement, road_class, geom.
SELECT f.number, f.road, f.condition, f.pavement, f.road_class, f.geom
  FROM tile, low.sections(%(z)s, tile.around) f
 WHERE (%(z)s >= 10 OR f.road_class = ANY (%(sections_classes)s))
   AND (f.is_published OR %(signed_in)s)
