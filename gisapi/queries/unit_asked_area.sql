-- The outline of the unit asked for, as a value: once a statement.
(SELECT a.geom FROM unit_area(%(unit)s::text) AS a)
