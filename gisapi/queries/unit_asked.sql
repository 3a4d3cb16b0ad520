-- The outline of an administrative unit: (geom, exact, drawn); no row when there is no such unit.
SELECT u.geom, true AS exact, u.geom IS NOT NULL AS drawn
  FROM administrative_unit u
 WHERE u.code = split_part(%(unit)s::text, '@', 1)
   AND (strpos(%(unit)s::text, '@') = 0 OR u.valid_from::text = split_part(%(unit)s::text, '@', 2))
 ORDER BY u.valid_to IS NULL DESC, u.valid_from DESC
 LIMIT 1
