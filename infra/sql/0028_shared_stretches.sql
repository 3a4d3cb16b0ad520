-- Shared stretches (đoạn đi chung): a guest road runs over the carriageway of a host. Both lines are drawn; the guest's must lie on the
-- host's, and what stands there is the host's alone.

create sequence public_id_d;

-- How far the lines of two roads that share a carriageway may lie apart (metres).
create function lrs.shared_reach_m() returns float8 language sql immutable parallel safe as $$ select 15::float8 $$;

-- How far the farthest vertex of either line lies from the other (metres, within 0.2 % between 8° and 24° N).
create function lrs.apart_m(one geometry, other geometry) returns float8 language sql immutable parallel safe as $$
  select 110600 * ST_HausdorffDistance(ST_Scale(one, k, 1), ST_Scale(other, k, 1)) from lrs.lon_scale(ST_Y(ST_StartPoint(ST_GeometryN(one, 1)))) k
$$;

-- The place of a shared stretch: the guest's stretch of line, and the measures of the host where it begins and ends. While an operation
-- carries the roads nothing is sought on the host: its line may be half done; `lrs.place_shared` follows at the end.
create function lrs.on_shared_stretch() returns trigger language plpgsql as $$
declare
  length float8 := lrs.held_length_m(new.road_id);
  host_length float8 := lrs.held_length_m(new.host_id);
  begins float8; ends float8; apart float8;
begin
  new.geom := lrs.stretch(new.road_id, new.from_m, new.to_m);
  if current_setting('lrs.carrying', true) = 'on' then
    new.host_from_m := coalesce(new.host_from_m, 0); new.host_to_m := coalesce(new.host_to_m, 0);
    return new;
  end if;
  if length is null or host_length is null then
    raise exception 'a road without a line shares no stretch' using errcode = 'check_violation', constraint = 'shared_line';
  end if;
  if new.to_m > length + lrs.tolerance_m() then
    raise exception 'shared stretch % ends % m beyond its road', new.public_id, round((new.to_m - length)::numeric, 2)
      using errcode = 'check_violation', constraint = 'event_within_road';
  end if;
  select at_m into begins from lrs.locate(new.host_id, lrs.point_at(new.road_id, new.from_m));
  select at_m into ends from lrs.locate(new.host_id, lrs.point_at(new.road_id, new.to_m));
  if abs(ends - begins) > lrs.tolerance_m() then
    apart := lrs.apart_m(new.geom, lrs.stretch(new.host_id, least(begins, ends), greatest(begins, ends)));
  end if;
  if apart is null or apart > lrs.shared_reach_m() then
    raise exception 'the lines of shared stretch % run % m apart, % m at most', new.public_id, coalesce(round(apart::numeric, 1)::text, 'more than ' || lrs.shared_reach_m()), lrs.shared_reach_m()
      using errcode = 'check_violation', constraint = 'shared_apart', hint = 'draw both roads on one line there, or end the shared stretch';
  end if;
  if exists (select from shared_stretch g where g.id <> new.id and (
       g.road_id = new.host_id and g.from_m < greatest(begins, ends) - 0.001 and g.to_m > least(begins, ends) + 0.001
       or g.host_id = new.road_id and least(g.host_from_m, g.host_to_m) < new.to_m - 0.001 and greatest(g.host_from_m, g.host_to_m) > new.from_m + 0.001)) then
    raise exception 'the host of shared stretch % is a guest there itself', new.public_id using errcode = 'check_violation', constraint = 'shared_with_a_guest',
      hint = 'name the road that owns the carriageway as the host';
  end if;
  if exists (select from section s where s.road_id = new.road_id and s.from_m < new.to_m - 0.001 and s.to_m > new.from_m + 0.001) then
    raise exception 'the guest has sections of its own on shared stretch %', new.public_id using errcode = 'check_violation', constraint = 'shared_counted_once',
      hint = 'delete or shorten the sections of the guest there: the carriageway is the host''s';
  end if;
  new.host_from_m := begins; new.host_to_m := ends;
  return new;
end $$;
create trigger b_place before insert or update on shared_stretch for each row execute function lrs.on_shared_stretch();
create trigger c_public_id after insert or update of public_id, id on shared_stretch for each row execute function lrs.on_public_id('D');

alter table shared_stretch add constraint shared_no_overlap
  exclude using gist (road_id with =, numrange(from_m::numeric, greatest(to_m - 0.001, from_m)::numeric, '[]') with &&) deferrable initially immediate;
alter table shared_stretch add constraint shared_stretch_numbers check (greatest(from_m, to_m, host_from_m, host_to_m) < 'infinity');

-- Place anew what roads share, once their lines hold.
create function lrs.place_shared(roads bigint[]) returns void language sql as $$
  update shared_stretch set from_m = from_m where road_id = any (roads) or host_id = any (roads)
$$;

-- A section is where its road is at home.
create function lrs.section_at_home() returns trigger language plpgsql as $$
begin
  if current_setting('lrs.carrying', true) is distinct from 'on'
     and exists (select from shared_stretch g where g.road_id = new.road_id and g.from_m < new.to_m - 0.001 and g.to_m > new.from_m + 0.001) then
    raise exception 'the road runs over another one there' using errcode = 'check_violation', constraint = 'shared_counted_once',
      hint = 'record the section along the host of the shared stretch';
  end if;
  return new;
end $$;
create trigger b_shared before insert or update of road_id, from_m, to_m on section for each row execute function lrs.section_at_home();

-- A line drawn anew: its guests keep their measures, what it shares as a guest keeps its ground. Not while an operation carries it.
create function lrs.shared_follow_line() returns trigger language plpgsql as $$
begin
  if current_setting('lrs.carrying', true) = 'on' then return null; end if;
  update shared_stretch s set from_m = b.at_m, to_m = e.at_m
    from shared_stretch g, lateral lrs.locate(new.road_id, ST_StartPoint(ST_GeometryN(g.geom, 1))) b,
         lateral lrs.locate(new.road_id, ST_EndPoint(ST_GeometryN(g.geom, ST_NumGeometries(g.geom)))) e
   where g.id = s.id and s.road_id = new.road_id and (abs(b.at_m - s.from_m) > lrs.tolerance_m() or abs(e.at_m - s.to_m) > lrs.tolerance_m()) and b.at_m < e.at_m;
  perform lrs.place_shared(array[new.road_id]);
  return null;
end $$;
create trigger n_shared after insert or update of geom on road_line for each row execute function lrs.shared_follow_line();

create function lrs.shared_keep_line() returns trigger language plpgsql as $$
begin
  if exists (select from shared_stretch where new.id in (road_id, host_id)) then
    raise exception 'what road % shares would lose its place', new.public_id using errcode = 'check_violation', constraint = 'line_in_use',
      hint = 'draw a new centreline instead, or end the shared stretch';
  end if;
  return null;
end $$;
create trigger n_shared after update on road for each row when (new.centreline is null and old.centreline is not null)
  execute function lrs.shared_keep_line();

-- A shared stretch is seen with its guest (history.touched).
create or replace function history.bearers(kind text) returns text[] language sql immutable parallel safe as $$
  select case when kind in ('section', 'km_post', 'shared_stretch') then array['road'] when kind in ('inspection', 'posting', 'work') then array['bridge', 'culvert', 'road'] else '{}' end
$$;

do $$ declare f text; begin
  foreach f in array array['lrs.on_shared_stretch', 'lrs.section_at_home', 'lrs.shared_follow_line', 'lrs.shared_keep_line'] loop
    execute format('alter function %s() set search_path = public, pg_temp', f);
  end loop;
end $$;

call history.attach('shared_stretch');
create index shared_stretch_gone on history.shared_stretch (changeset desc, hid desc) where op in ('D', 'T');
