-- (what, id, name): public ids, also of what is deleted, and codes of managing units, for telling a history without internal ids.
SELECT i.kind || '_id' AS what, i.row_id AS id, i.public_id AS name FROM issued_public_id i
 WHERE i.kind = 'road' AND i.row_id = ANY (%(road_id)s::bigint[]) OR i.kind = 'bridge' AND i.row_id = ANY (%(bridge_id)s::bigint[])
    OR i.kind = 'culvert' AND i.row_id = ANY (%(culvert_id)s::bigint[])
UNION ALL
SELECT 'managing_unit_id', m.id, m.code FROM managing_unit m WHERE m.id = ANY (%(managing_unit_id)s::bigint[])
