-- Inspections, postings and works: they stand where the thing they are about stands, whoever writes and whatever moves.

create sequence public_id_i;
create sequence public_id_l;
create sequence public_id_w;

-- The place of a record: the point of its bridge or culvert, the stretch of its road. The asset's row is held until this
-- transaction ends, so that a move going on at the same time is waited for and seen.
create function lrs.on_record() returns trigger language plpgsql as $$
declare derived geometry; length float8;
begin
  if new.bridge_id is not null then select geom into derived from bridge where id = new.bridge_id for share;
  elsif new.culvert_id is not null then select geom into derived from culvert where id = new.culvert_id for share;
  else
    length := lrs.held_length_m(new.road_id);
    derived := lrs.stretch(new.road_id, new.from_m, new.to_m);
    if new.to_m > length + lrs.tolerance_m() then
      raise exception '% % ends % m beyond its road', tg_table_name, new.public_id, round((new.to_m - length)::numeric, 2)
        using errcode = 'check_violation', constraint = 'event_within_road';
    end if;
  end if;
  if (tg_op = 'INSERT' or new.geom is distinct from old.geom) and lrs.contradicts(new.geom, derived) then
    raise exception 'the geometry of this % follows what it is about', tg_table_name using errcode = 'check_violation', constraint = 'record_follows_asset',
      hint = 'move the asset, or change from_m and to_m';
  end if;
  new.geom := derived;
  return new;
end $$;

-- A bridge or culvert that moves takes along what is recorded of it.
create function lrs.records_follow() returns trigger language plpgsql as $$
declare t text;
begin
  foreach t in array array['inspection', 'posting', 'work'] loop
    execute format('update %1$I r set geom = n.geom from n where r.%2$I = n.id and r.geom is distinct from n.geom', t, tg_table_name || '_id');
  end loop;
  return null;
end $$;
create trigger n_records after update on bridge referencing new table as n for each statement execute function lrs.records_follow();
create trigger n_records after update on culvert referencing new table as n for each statement execute function lrs.records_follow();

-- A road measured anew takes along what is recorded of its stretches.
create function lrs.records_follow_line() returns trigger language plpgsql as $$
declare t text;
begin
  foreach t in array array['inspection', 'posting', 'work'] loop
    execute format('update %I set from_m = from_m where road_id = $1', t) using new.road_id;
  end loop;
  return null;
end $$;
create trigger n_records after insert or update of geom on road_line for each row execute function lrs.records_follow_line();

-- A road that loses its line would leave what is recorded of it without a place.
create function lrs.records_keep_line() returns trigger language plpgsql as $$
begin
  if exists (select from inspection where road_id = new.id) or exists (select from posting where road_id = new.id) or exists (select from work where road_id = new.id) then
    raise exception 'what is recorded along road % would lose its place', new.public_id using errcode = 'check_violation', constraint = 'line_in_use',
      hint = 'draw a new centreline instead';
  end if;
  return null;
end $$;
create trigger n_records after update on road for each row when (new.centreline is null and old.centreline is not null)
  execute function lrs.records_keep_line();

-- The sign says in which unit its limit is.
create function posting_in_unit() returns trigger language plpgsql as $$
declare unit text := (select facts ->> 'unit' from code_posting_sign where code = new.sign);
begin
  if new.limit_t is not null and unit is distinct from 't' or new.limit_m is not null and unit is distinct from 'm' then
    raise exception 'sign % limits %', new.sign, coalesce(unit, 'vehicles, without a figure') using errcode = 'check_violation', constraint = 'posting_unit';
  end if;
  return new;
end $$;
create trigger b_unit before insert or update on posting for each row execute function posting_in_unit();

do $$ declare kind text[]; begin
  foreach kind slice 1 in array array[['inspection', 'I'], ['posting', 'L'], ['work', 'W']] loop
    execute format('create trigger b_place before insert or update on %I for each row execute function lrs.on_record()', kind[1]);
    execute format('create trigger c_public_id after insert or update of public_id, id on %I for each row execute function lrs.on_public_id(%L)', kind[1], kind[2]);
  end loop;
end $$;

-- NaN and infinity pass every `>= 0` and are no JSON.
alter table inspection add constraint inspection_numbers check (greatest(from_m, to_m) < 'infinity');
alter table posting add constraint posting_numbers check (greatest(from_m, to_m, limit_t, limit_m) < 'infinity');
alter table work add constraint work_numbers check (greatest(from_m, to_m) < 'infinity');

do $$ declare f text; begin
  foreach f in array array['lrs.on_record', 'lrs.records_follow', 'lrs.records_follow_line', 'lrs.records_keep_line', 'public.posting_in_unit'] loop
    execute format('alter function %s() set search_path = public, pg_temp', f);
  end loop;
end $$;

call history.attach('inspection');
call history.attach('finding');
call history.attach('posting');
call history.attach('work');
