-- row_id of what was ever given this public id, deleted or not; no row when none was.
SELECT row_id FROM issued_public_id WHERE public_id = %(id)s AND kind = %(kind)s
