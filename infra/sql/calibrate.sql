-- What the posts make of a road: which of them hold, what the road is read by, and its measured line. Routines only: every
-- migration that changes one runs this file again.
-- Only rows that differ are written: what is derived has a history too, and one post moved must not record a thousand.

-- As they were until they knew which posts moved: a second form of a name beside them would make every call ambiguous.
drop function if exists lrs.placed_posts(bigint);
drop function if exists lrs.judged_posts(bigint);
drop function if exists lrs.calibrate(bigint);

-- Where each post of a road stands: on the line where there is one, else by the stated distances from post to post (1000 m a kilometre
-- where none is stated). Finding a post's foot on a long line is most of the work: only the `moved` ones are sought (null: all of them,
-- for the line itself changed), the others stand where they were found.
create or replace function lrs.placed_posts(in_road bigint, moved bigint[] default null)
returns table (km_post_id bigint, km int, at_m float8, offset_m float8, verdict text) language sql stable as $$
  select k.id, k.km, f.at_m, f.offset_m,
         case when k.geom is null then 'no_position' when abs(f.offset_m) > lrs.post_reach_m() then 'far_from_line' else 'used' end
    from km_post k
    left join post_calibration c on c.km_post_id = k.id and c.road_id = in_road and c.offset_m is not null and k.geom is not null and k.id <> all (moved)
    left join lateral (
      select c.at_m, c.offset_m where c.km_post_id is not null
      union all select l.at_m, l.offset_m from lrs.locate(in_road, k.geom) l where c.km_post_id is null and k.geom is not null) f on true
   where k.road_id = in_road and exists (select from road_line l where l.road_id = in_road)
  union all
  select id, km, from_m + coalesce(sum(next_m) over (order by km rows between unbounded preceding and 1 preceding), 0), null, 'used'
    from (select k.id, k.km, coalesce(k.stated_next_m, 1000 * (lead(k.km) over (order by k.km) - k.km))::float8 as next_m,
                 coalesce(1000 * (min(k.km) over () - r.start_km) - r.start_m, 0)::float8 as from_m
            from km_post k join road r on r.id = k.road_id where k.road_id = in_road) s
   where not exists (select from road_line l where l.road_id = in_road)
$$;

-- A statement that touches posts recalibrates each road once, however many posts it touched.
create or replace function lrs.on_km_post() returns trigger language plpgsql set search_path = public, pg_temp as $$
begin
  if current_setting('lrs.carrying', true) = 'on' and tg_op <> 'TRUNCATE' then return null; end if;   -- see lrs.measure_road
  if tg_op = 'TRUNCATE' then perform lrs.calibrate(id) from road;
  elsif tg_op = 'INSERT' then perform lrs.calibrate(r.road_id, array(select id from n)) from (select distinct road_id from n order by 1) r;
  elsif tg_op = 'DELETE' then perform lrs.calibrate(r.road_id, '{}') from (select distinct road_id from o order by 1) r;
  else perform lrs.calibrate(r.road_id, array(select id from n)) from (select road_id from o union select road_id from n order by 1) r; end if;
  return null;
end $$;

-- Every post of a road with its verdict: where it stands (see lrs.placed_posts), and whether it belongs to the rising run.
create or replace function lrs.judged_posts(in_road bigint, moved bigint[] default null) returns table (km_post_id bigint, km int, at_m float8, offset_m float8, verdict text)
language sql stable as $$
  with placed as materialized (select * from lrs.placed_posts(in_road, moved)),
  used as (select array_agg(p.km_post_id order by p.km, p.km_post_id) as ids, array_agg(p.at_m order by p.km, p.km_post_id) as places from placed p where p.verdict = 'used')
  select p.km_post_id, p.km, p.at_m, p.offset_m,
         case when p.km_post_id in (select u.ids[i] from used u, unnest(lrs.out_of_order(u.places)) i) then 'out_of_order' else p.verdict end
    from placed p
$$;

-- The posts a road is read by: those that hold, and nominal ones between, 1000 m each.
create or replace function lrs.reading_posts(in_road bigint) returns table (km int, at_m float8, is_real boolean) language sql stable as $$
  with line as (select max(length_m) as length_m from road_line where road_id = in_road),
  held as (   -- a kilometre twice only while a renumbering is deferred
    select distinct on (c.km) c.km, c.at_m from post_calibration c where c.road_id = in_road and c.verdict = 'used' order by c.km, c.km_post_id),
  known as (
    select km, at_m, true as is_real from held
    union all   -- the stated start serves before the first real post
    select start_km, -start_m, false from road where id = in_road and start_km is not null
       and not exists (select from held p where p.km <= start_km or p.at_m < lrs.tolerance_m() - start_m)),
  reach as (select km, at_m, lead(km) over w as next_km, lead(at_m) over w as next_m from known window w as (order by km))
  select km, at_m, is_real from known
  union all
  select k, p.at_m + 1000 * (k - p.km), false
    from reach p, line l, generate_series(p.km + 1, coalesce(p.next_km, p.km + 1 + greatest(0, floor((l.length_m - p.at_m) / 1000))::int) - 1) k
   where p.at_m + 1000 * (k - p.km) < coalesce(p.next_m, l.length_m) - lrs.tolerance_m()
$$;

-- How far a road's chainages can be trusted: 'posts' all real, 'partly', 'nominal' no real post, 'none' nothing known.
create or replace function lrs.calibration(in_road bigint) returns text language sql stable parallel safe as $$
  select case when count(*) = 0 then 'none' when not bool_or(is_real) then 'nominal' when bool_and(is_real) then 'posts' else 'partly' end
    from road_post where road_id = in_road
$$;

-- Rebuild what a road is read by: a verdict for every post, then the posts that hold with nominal ones between.
-- `moved`: the posts whose place is to be sought anew, see lrs.placed_posts.
create or replace function lrs.calibrate(in_road bigint, moved bigint[] default null) returns void language plpgsql as $$
begin
  perform pg_advisory_xact_lock(hashtext('lrs.calibrate'), in_road::int);   -- two editors of one road's posts take turns
  perform set_config('lrs.deriving', 'on', true);   -- see lrs.refuse_derived
  with wanted as materialized (select * from lrs.judged_posts(in_road, moved)),
       gone as (delete from post_calibration c where c.road_id = in_road and not exists (select from wanted w where w.km_post_id = c.km_post_id))
  insert into post_calibration as c (km_post_id, road_id, km, at_m, offset_m, verdict)
    select w.km_post_id, in_road, w.km, w.at_m, w.offset_m, w.verdict from wanted w
    on conflict (km_post_id) do update
       set (road_id, km, at_m, offset_m, verdict) = (excluded.road_id, excluded.km, excluded.at_m, excluded.offset_m, excluded.verdict)
     where (c.road_id, c.km, c.at_m, c.offset_m, c.verdict) is distinct from (excluded.road_id, excluded.km, excluded.at_m, excluded.offset_m, excluded.verdict);
  with wanted as materialized (select * from lrs.reading_posts(in_road)),
       gone as (delete from road_post p where p.road_id = in_road and not exists (select from wanted w where w.km = p.km))
  insert into road_post as p (road_id, km, at_m, is_real) select in_road, w.km, w.at_m, w.is_real from wanted w
    on conflict (road_id, km) do update set (at_m, is_real) = (excluded.at_m, excluded.is_real)
     where (p.at_m, p.is_real) is distinct from (excluded.at_m, excluded.is_real);
  update road_line l set calibration = c.calibration from lrs.calibration(in_road) c (calibration) where l.road_id = in_road and l.calibration <> c.calibration;
  perform set_config('lrs.deriving', 'off', true);
end $$;

-- Rebuild a road's measured line, its calibration, and the geometry of what is placed along it.
create or replace function lrs.measure_road(in_road bigint) returns void language plpgsql as $$
declare line geometry; beyond text;
begin
  perform pg_advisory_xact_lock(hashtext('lrs.calibrate'), in_road::int);
  perform pg_advisory_xact_lock(hashtext('lrs.line'), in_road::int);   -- after those who are placing something on it
  select lrs.with_measure(centreline) into line from road where id = in_road and centreline is not null;
  perform set_config('lrs.deriving', 'on', true);
  if line is null then
    delete from road_line where road_id = in_road;
  else
    insert into road_line as l (road_id, geom, geom_3857, length_m, calibration)
      values (in_road, line, ST_Transform(ST_Force2D(line), 3857), (select max(ST_M(geom)) from ST_DumpPoints(line)), lrs.calibration(in_road))
      on conflict (road_id) do update set (geom, geom_3857, length_m) = (excluded.geom, excluded.geom_3857, excluded.length_m)
       where (l.geom, l.geom_3857, l.length_m) is distinct from (excluded.geom, excluded.geom_3857, excluded.length_m);
  end if;
  -- A network operation calibrates each road once, gives each thing its new place in one change, and proves that all are on their roads.
  if current_setting('lrs.carrying', true) = 'on' then return; end if;
  perform lrs.calibrate(in_road);
  select string_agg(e.public_id, ', ') into beyond from (
      select s.public_id, s.to_m as m from section s where s.road_id = in_road
      union all select b.public_id, b.at_m from bridge b where b.road_id = in_road
      union all select c.public_id, c.at_m from culvert c where c.road_id = in_road) e, road_line l
   where l.road_id = in_road and e.m > l.length_m + lrs.tolerance_m();
  if beyond is not null then
    raise exception 'the new centreline is shorter than what stands on it: %', beyond
      using errcode = 'check_violation', constraint = 'event_within_road', hint = 'move or retire these first';
  end if;
  update section set from_m = from_m where road_id = in_road;
  update bridge set at_m = at_m where road_id = in_road and located_by = 'chainage';
  update culvert set at_m = at_m where road_id = in_road and located_by = 'chainage';
end $$;
