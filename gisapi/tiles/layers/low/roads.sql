-- roads under a tile below full detail, thinned: id, code, name, road_class, geom.
SELECT f.public_id AS id, f.code, f.name, f.road_class, f.geom
  FROM low.roads(%(band)s, ST_MakeEnvelope(%(west)s, %(south)s, %(east)s, %(north)s, 3857)) f
 WHERE f.road_class = ANY (%(roads_classes)s)
   AND (f.is_published OR %(signed_in)s)
