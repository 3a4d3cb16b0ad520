-- called(said, road_id, answers_to, rank): the roads each of the names asked for means to this visitor (roads_named says how).
called AS MATERIALIZED (
  SELECT c.* FROM roads_named(%(roads)s::text[]) AS c JOIN road r ON r.id = c.road_id AND (r.is_published OR %(signed_in)s)
),
