-- bridges under a tile below full detail, those on the roads of some classes: id, condition, status, geom.
SELECT f.public_id AS id, f.condition, f.status, f.geom
  FROM low.bridges(ST_MakeEnvelope(%(west)s, %(south)s, %(east)s, %(north)s, 3857)) f
 WHERE f.road_class = ANY (%(bridges_classes)s)
   AND (f.is_published OR %(signed_in)s)
