-- bridges under a tile below full detail, those on the roads of some classes: id, name, condition, status, length_m, geom.
SELECT f.public_id AS id, f.name, f.condition, f.status, f.length_m, f.geom
  FROM low.bridges(ST_MakeEnvelope(%(west)s, %(south)s, %(east)s, %(north)s, 3857)) f
 WHERE f.road_class = ANY (%(bridges_classes)s)
   AND (f.is_published OR %(signed_in)s)
