-- The point of a measured line, apart from which line it is: what was said of the past must be read on the line of then.

-- The point at a measure of a line (MultiLineStringM, M in metres), `offset_m` to the right of rising measure; null outside the line.
create function lrs.point_on(line geometry, length_m float8, at_m float8, offset_m float8 default 0) returns geometry language sql immutable parallel safe as $$
  with spot as (
    select ST_Force2D(ST_GeometryN(ST_LocateAlong(line, least(at_m, length_m)), 1)) as pt,
           ST_Force2D(ST_GeometryN(ST_LocateAlong(line, greatest(at_m - 0.5, 0)), 1)) as before,
           ST_Force2D(ST_GeometryN(ST_LocateAlong(line, least(at_m + 0.5, length_m)), 1)) as after
     where at_m between -lrs.tolerance_m() and length_m + lrs.tolerance_m())
  select case when offset_m = 0 then pt
              else ST_Project(pt::geography, abs(offset_m), ST_Azimuth(before::geography, after::geography) + sign(offset_m) * pi() / 2)::geometry end
    from spot
$$;

-- The point of a road at a measure; null outside the road or without a line.
create or replace function lrs.point_at(in_road bigint, at_m float8, offset_m float8 default 0) returns geometry language sql stable parallel safe as $$
  select lrs.point_on(l.geom, l.length_m, point_at.at_m, point_at.offset_m) from road_line l where l.road_id = in_road
$$;
