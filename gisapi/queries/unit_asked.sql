-- The area of the administrative unit a text names: one row (found, drawn, exact, parts); not exact: put together from what it went into.
SELECT a.found, a.geom IS NOT NULL AS drawn, a.exact, a.parts::text AS parts FROM unit_area(%(unit)s::text) AS a
