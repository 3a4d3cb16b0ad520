-- (what, id, name): public ids of roads and codes of managing units, for telling a history without internal ids.
SELECT 'road_id' AS what, r.id, r.public_id AS name FROM road r WHERE r.id = ANY (%(roads)s::bigint[])
UNION ALL
SELECT 'managing_unit_id', m.id, m.code FROM managing_unit m WHERE m.id = ANY (%(units)s::bigint[])
