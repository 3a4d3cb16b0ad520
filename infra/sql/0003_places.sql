-- What is placed along a road follows it, whoever writes: sections, structures; and public ids that never change.

-- True when a writer's own geometry says something else (by more than a metre) than the place that rules it.
-- Not asked of an old version put back: its geometry is that of the road as it was.
create function lrs.contradicts(given geometry, derived geometry) returns boolean language sql stable parallel safe as $$
  select given is not null and (derived is null or ST_HausdorffDistance(given, derived) > 0.00001)
     and current_setting('history.reverting', true) is distinct from 'on'
$$;

-- The length of a road that nobody realigns until this transaction ends: what is placed on it now stands on the line it keeps.
create function lrs.held_length_m(in_road bigint) returns float8 language plpgsql as $$
begin
  perform pg_advisory_xact_lock_shared(hashtext('lrs.line'), in_road::int);
  return (select l.length_m from road_line l where l.road_id = in_road);
end $$;

-- A section's geometry is its stretch of road, nothing else.
create function lrs.on_section() returns trigger language plpgsql as $$
declare length float8 := lrs.held_length_m(new.road_id); derived geometry := lrs.stretch(new.road_id, new.from_m, new.to_m);
begin
  if new.to_m > length + lrs.tolerance_m() then
    raise exception 'section ends % m beyond its road', round((new.to_m - length)::numeric, 2) using errcode = 'check_violation', constraint = 'event_within_road';
  end if;
  if (tg_op = 'INSERT' or (new.geom is distinct from old.geom)) and lrs.contradicts(new.geom, derived) then
    raise exception 'the geometry of a section follows its road' using errcode = 'check_violation', constraint = 'section_follows_road',
      hint = 'change from_m and to_m, or realign the road';
  end if;
  new.geom := derived;
  return new;
end $$;
create trigger b_place before insert or update on section for each row execute function lrs.on_section();
-- A millimetre of overlap is none: shared ends come from different sums. Rounding instead would part 1.0004999 from 1.0005001.
alter table section add constraint section_no_overlap
  exclude using gist (road_id with =, numrange(from_m::numeric, greatest(to_m - 0.001, from_m)::numeric, '[]') with &&) deferrable initially immediate;

-- A structure located by chainage stands where its road and measure say; one located by coordinates stands where it was measured.
create function lrs.on_structure() returns trigger language plpgsql as $$
declare derived geometry; length float8 := lrs.held_length_m(new.road_id);
begin
  if new.at_m > length + lrs.tolerance_m() then
    raise exception '% lies % m beyond its road', tg_table_name, round((new.at_m - length)::numeric, 2) using errcode = 'check_violation', constraint = 'event_within_road';
  end if;
  if new.offset_m not between -1000 and 1000 then
    raise exception '% m beside a road is not on it', new.offset_m using errcode = 'check_violation', constraint = 'offset_beside_road';
  end if;
  if new.located_by = 'chainage' then
    derived := lrs.point_at(new.road_id, new.at_m, new.offset_m);
    if (tg_op = 'INSERT' or new.geom is distinct from old.geom) and lrs.contradicts(new.geom, derived) then
      raise exception 'this % is located by chainage; its point follows its measure', tg_table_name using errcode = 'check_violation',
        constraint = 'point_follows_measure', hint = 'change at_m, or set located_by to coordinates together with geom';
    end if;
    new.geom := derived;
  end if;
  return new;
end $$;
create trigger b_place before insert or update on bridge for each row execute function lrs.on_structure();
create trigger b_place before insert or update on culvert for each row execute function lrs.on_structure();

-- A public id is given once and never changes: public_ids.sql.
do $$ declare kind text[]; begin
  foreach kind slice 1 in array array[['road', 'R'], ['km_post', 'P'], ['section', 'S'], ['bridge', 'B'], ['culvert', 'C']] loop
    execute format('create trigger c_public_id after insert or update of public_id, id on %I for each row execute function lrs.on_public_id(%L)', kind[1], kind[2]);
  end loop;
end $$;

-- Whatever search path a client has set (a restore sets none), these find our tables.
do $$ declare f text; begin
  foreach f in array array['on_road', 'on_km_post', 'on_section', 'on_structure'] loop
    execute format('alter function lrs.%I() set search_path = public, pg_temp', f);
  end loop;
end $$;
