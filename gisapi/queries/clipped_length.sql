-- length_m: geodesic metres of line.geom inside the unit and the box asked for (whole lines are not cut).
         ST_Length(CASE WHEN %(unit)s::text IS NULL OR ST_CoveredBy(line.geom, (SELECT geom FROM asked_unit))
                        THEN CASE WHEN %(area_1)s::geometry IS NULL THEN line.geom
                                  ELSE ST_Intersection(line.geom, ST_Collect(%(area_1)s::geometry, %(area_2)s::geometry)) END
                        WHEN %(area_1)s::geometry IS NULL THEN ST_Intersection(line.geom, (SELECT geom FROM asked_unit))
                        ELSE ST_Intersection(ST_Intersection(line.geom, (SELECT geom FROM asked_unit)),
                                             ST_Collect(%(area_1)s::geometry, %(area_2)s::geometry)) END::geography) AS length_m
