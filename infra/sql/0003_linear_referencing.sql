-- Linear referencing: the measure along each road, its calibration by km posts, and what follows from them.
-- Measures are true (geodesic) metres from the road's start; M of road_line.geom is the measure.

alter table road_line add column geom geometry(MultiLineStringM, 4326) not null;
create index road_line_4326 on road_line using gist (geom);
create unique index road_post_once on road_post (road_id, km);
create index road_post_along on road_post (road_id, at_m);
create unique index road_plain_code on road (plain_code(code), branch);

-- Two places closer than this are the same place (metres).
create function lrs.tolerance_m() returns float8 language sql immutable parallel safe as $$ select 0.005::float8 $$;
-- A post farther from the centreline than this does not calibrate it (metres).
create function lrs.post_reach_m() returns float8 language sql immutable parallel safe as $$ select 50::float8 $$;

-- The centreline with its measure as M. Straight lines are straight in longitude and latitude (RFC 7946 §3.1.1); they
-- are cut every 0.002° so that linear interpolation of M stays within a millimetre. Gaps between parts have no length.
create function lrs.with_measure(line geometry) returns geometry language sql immutable parallel safe as $$
  with part as (
    select (d).path[1] as part, ST_Segmentize(ST_RemoveRepeatedPoints((d).geom), 0.002) as geom from (select ST_Dump(line) as d) s where ST_Length((d).geom) > 0),
  vertex as (
    select part, (d).path[1] as n, (d).geom as pt from (select part, ST_DumpPoints(geom) as d from part) s),
  step as (
    select part, n, pt, coalesce(ST_Distance((lag(pt) over (partition by part order by n))::geography, pt::geography), 0) as m from vertex),
  placed as (
    select part, n, ST_SetSRID(ST_MakePointM(ST_X(pt), ST_Y(pt), sum(m) over (order by part, n)), 4326) as pt from step)
  select ST_Multi(ST_Collect(geom order by part)) from (select part, ST_MakeLine(pt order by n) as geom from placed group by part) s
$$;

-- The point of a road at a measure, `offset_m` to the right of rising chainage; null outside the road or without a line.
create function lrs.point_at(in_road bigint, at_m float8, offset_m float8 default 0) returns geometry language sql stable parallel safe as $$
  with spot as (
    select ST_Force2D(ST_GeometryN(ST_LocateAlong(l.geom, least(at_m, l.length_m)), 1)) as pt,
           ST_Force2D(ST_GeometryN(ST_LocateAlong(l.geom, greatest(at_m - 0.5, 0)), 1)) as before,
           ST_Force2D(ST_GeometryN(ST_LocateAlong(l.geom, least(at_m + 0.5, l.length_m)), 1)) as after
      from road_line l where l.road_id = in_road and at_m between -lrs.tolerance_m() and l.length_m + lrs.tolerance_m())
  select case when offset_m = 0 then pt
              else ST_Project(pt::geography, abs(offset_m), ST_Azimuth(before::geography, after::geography) + sign(offset_m) * pi() / 2)::geometry end
    from spot
$$;

-- The line of a road between two measures, as a multi-line; null when the road has no line.
create function lrs.stretch(in_road bigint, from_m float8, to_m float8) returns geometry language sql stable parallel safe as $$
  select ST_Multi(ST_Force2D(ST_CollectionExtract(ST_LocateBetween(l.geom, greatest(from_m, 0), least(to_m, l.length_m)), 2)))
    from road_line l where l.road_id = in_road
$$;

-- How much shorter a degree of longitude is than one of latitude, on the WGS 84 ellipsoid (a sphere would be 0.7 % off).
create function lrs.lon_scale(lat float8) returns float8 language sql immutable parallel safe as $$
  select cos(radians(lat)) * (1 - 0.00669437999014 * sin(radians(lat)) ^ 2) / (1 - 0.00669437999014)
$$;

-- The nearest place on a road: measure, distance (positive to the right of rising chainage) and the foot of the perpendicular.
-- Degrees are scaled to equal metres at the point, or the foot would slip by metres beside a slanting line.
create function lrs.locate(in_road bigint, pt geometry, out at_m float8, out offset_m float8, out foot geometry)
returns record language sql stable parallel safe as $$
  with k as (select lrs.lon_scale(ST_Y(pt)) as k),
  part as (
    select ST_Scale((ST_Dump(l.geom)).geom, k.k, 1) as line, ST_Scale(pt, k.k, 1) as pt, k.k from road_line l, k where l.road_id = in_road),
  nearest as (
    select ST_LineInterpolatePoint(line, ST_LineLocatePoint(line, part.pt)) as foot, k from part order by ST_Distance(line, part.pt) limit 1),
  placed as (
    select ST_M(n.foot) as m, ST_SetSRID(ST_MakePoint(ST_X(n.foot) / k, ST_Y(n.foot)), 4326) as foot from nearest n),
  measured as (
    select m, p.foot, ST_Distance(p.foot::geography, pt::geography) as away from placed p)
  select m, case when away < lrs.tolerance_m() then 0 else away * case
           when sin(ST_Azimuth(e.foot::geography, pt::geography) - ST_Azimuth(
                  lrs.point_at(in_road, greatest(m - 0.5, 0))::geography, coalesce(lrs.point_at(in_road, m + 0.5), e.foot)::geography)) < 0
           then -1 else 1 end end, e.foot
    from measured e
$$;

-- Chainage as people write it: (2178, 500) -> 'Km2178+500', (0, 94.25) -> 'Km0+094.25'.
create function lrs.chainage_text(km int, m numeric) returns text language sql immutable parallel safe as $$
  select 'Km' || km || '+' || to_char(trunc(round(m, 2)), 'FM9000')
      || case when round(m, 2) = trunc(round(m, 2)) then '' else substr(to_char(round(m, 2) - trunc(round(m, 2)), 'FM0.00'), 2) end
$$;

-- What is read at a measure: the last post passed, the metres since, and whether that post is nominal. No row before the
-- first post. For sets, join it laterally: the planner puts it into the statement, one index look-up a row.
create function lrs.reading(in_road bigint, at_m float8, out chainage text, out nominal boolean)
returns setof record language sql stable parallel safe rows 1 as $$
  select lrs.chainage_text(p.km, greatest(reading.at_m - p.at_m, 0)::numeric), not p.is_real from road_post p
   where p.road_id = in_road and p.at_m <= reading.at_m + lrs.tolerance_m() order by p.at_m desc limit 1
$$;

-- The same for one place: the chainage as text, null before the first post.
create function lrs.chainage(in_road bigint, at_m float8) returns text language sql stable parallel safe as $$
  select chainage from lrs.reading(in_road, at_m)
$$;

-- True when the chainage at a measure is read from a nominal post.
create function lrs.chainage_nominal(in_road bigint, at_m float8) returns boolean language sql stable parallel safe as $$
  select nominal from lrs.reading(in_road, at_m)
$$;

-- Measure of a chainage; `over_m` > 0 says by how many metres the next post, or the end, comes too early. No row: no such kilometre.
create function lrs.measure(in_road bigint, in_km int, in_m float8, out at_m float8, out nominal boolean, out over_m float8)
returns setof record language sql stable parallel safe rows 1 as $$
  select p.at_m + in_m, not p.is_real,
         p.at_m + in_m - coalesce((select min(q.at_m) from road_post q where q.road_id = in_road and q.at_m > p.at_m),
                                  (select l.length_m from road_line l where l.road_id = in_road))
    from road_post p where p.road_id = in_road and p.km = in_km
$$;

-- Where each post of a road stands: on the line where there is one, else by the stated distances from post to post
-- (1000 m a kilometre where none is stated).
create function lrs.placed_posts(in_road bigint) returns table (km_post_id bigint, km int, at_m float8, offset_m float8, verdict text)
language sql stable as $$
  select k.id, k.km, f.at_m, f.offset_m,
         case when k.geom is null then 'no_position' when abs(f.offset_m) > lrs.post_reach_m() then 'far_from_line' else 'used' end
    from km_post k left join lateral lrs.locate(in_road, k.geom) f on k.geom is not null
   where k.road_id = in_road and exists (select from road_line l where l.road_id = in_road)
  union all
  select id, km, from_m + coalesce(sum(next_m) over (order by km rows between unbounded preceding and 1 preceding), 0), null, 'used'
    from (select k.id, k.km, coalesce(k.stated_next_m, 1000 * (lead(k.km) over (order by k.km) - k.km))::float8 as next_m,
                 coalesce(1000 * (min(k.km) over () - r.start_km) - r.start_m, 0)::float8 as from_m
            from km_post k join road r on r.id = k.road_id where k.road_id = in_road) s
   where not exists (select from road_line l where l.road_id = in_road)
$$;

-- The posts among `posts` (rising in km) that do not belong to the longest rising run of measures.
create function lrs.out_of_order(measures float8[]) returns int[] language plpgsql immutable as $$
declare n int := coalesce(array_length(measures, 1), 0); run int[] := '{}'; before int[] := '{}'; kept int[] := '{}'; at int;
begin
  for i in 1..n loop
    run[i] := 1; before[i] := null;
    for j in 1..i - 1 loop
      if measures[j] < measures[i] and run[j] + 1 > run[i] then run[i] := run[j] + 1; before[i] := j; end if;
    end loop;
    if at is null or run[i] > run[at] then at := i; end if;
  end loop;
  while at is not null loop kept := kept || at; at := before[at]; end loop;
  return array(select i from generate_series(1, n) i where i <> all (kept) order by i);
end $$;

create function lrs.on_road() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' then
    delete from post_calibration where road_id = old.id; delete from road_post where road_id = old.id; delete from road_line where road_id = old.id;
    return null;
  end if;
  if tg_op = 'UPDATE' and new.centreline is null and old.centreline is not null and (
       exists (select from section where road_id = new.id) or exists (select from bridge where road_id = new.id and located_by = 'chainage')
       or exists (select from culvert where road_id = new.id and located_by = 'chainage')) then
    raise exception 'what stands on road % would lose its place', new.public_id using errcode = 'check_violation', constraint = 'line_in_use',
      hint = 'move or retire it first, or draw a new centreline';
  end if;
  if tg_op = 'INSERT' or not ST_OrderingEquals(new.centreline, old.centreline) or (new.centreline is null) <> (old.centreline is null) then
    perform lrs.measure_road(new.id);
  elsif (new.start_km, new.start_m) is distinct from (old.start_km, old.start_m) then
    perform lrs.calibrate(new.id);
  end if;
  return null;
end $$;
create trigger m_measure after insert or update or delete on road for each row execute function lrs.on_road();

-- A statement that touches posts recalibrates each road once, however many posts it touched.
create function lrs.on_km_post() returns trigger language plpgsql as $$
begin
  if tg_op = 'TRUNCATE' then perform lrs.calibrate(id) from road; return null; end if;
  if tg_op = 'INSERT' then perform lrs.calibrate(r.road_id) from (select distinct road_id from n order by 1) r;
  elsif tg_op = 'DELETE' then perform lrs.calibrate(r.road_id) from (select distinct road_id from o order by 1) r;
  else perform lrs.calibrate(r.road_id) from (select road_id from o union select road_id from n order by 1) r; end if;
  return null;
end $$;
create trigger m_calibrate_i after insert on km_post referencing new table as n for each statement execute function lrs.on_km_post();
create trigger m_calibrate_u after update on km_post referencing old table as o new table as n for each statement execute function lrs.on_km_post();
create trigger m_calibrate_d after delete on km_post referencing old table as o for each statement execute function lrs.on_km_post();
create trigger m_calibrate_t after truncate on km_post for each statement execute function lrs.on_km_post();

-- What is derived is written by the functions above only: a line edited in QGIS would put every chainage wrong until the next realignment.
create function lrs.refuse_derived() returns trigger language plpgsql as $$
begin
  raise exception '% is derived by the database from the centreline and the km posts', tg_table_name using errcode = 'insufficient_privilege',
    hint = 'change road.centreline or km_post instead';
end $$;
do $$ declare t text; begin
  foreach t in array array['road_line', 'road_post', 'post_calibration'] loop
    execute format('create trigger a_derived before insert or update or delete on %I for each statement
      when (pg_trigger_depth() = 0 and current_setting(''lrs.deriving'', true) is distinct from ''on'') execute function lrs.refuse_derived()', t);
  end loop;
end $$;
