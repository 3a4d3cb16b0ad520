-- What structure_columns.sql reads besides the structure `s`.
  LEFT JOIN road r ON r.id = s.road_id AND (r.is_published OR %(signed_in)s)
  LEFT JOIN managing_unit m ON m.id = s.managing_unit_id
  CROSS JOIN LATERAL (SELECT s.road_id IS NULL OR r.id IS NOT NULL AS told) AS along
 WHERE s.is_published OR %(signed_in)s
