-- sections under a tile below full detail, those of one road, condition and pavement as one line: road, condition, pavement, road_class, geom.
SELECT f.road, f.condition, f.pavement, f.road_class, f.geom
  FROM low.sections(%(band)s, ST_MakeEnvelope(%(west)s, %(south)s, %(east)s, %(north)s, 3857)) f
 WHERE f.road_class = ANY (%(sections_classes)s)
   AND (f.is_published OR %(signed_in)s)
