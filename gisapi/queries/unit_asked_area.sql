-- The outline of the unit asked for, as a value: once a statement.
(SELECT a.geom FROM (
\ir unit_asked.sql
) AS a)
