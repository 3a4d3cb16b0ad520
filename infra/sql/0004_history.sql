-- History: every change to an asset row, whoever made it. The live table holds the present version; history.<table>
-- holds the closed ones, each with the period it was recorded for. history.attach(table) builds all of it from the catalog
-- and is called again after every migration that touches the table (a check fails otherwise).

-- One row per transaction that changed anything. `app_user` and `reason` are what the application said of itself;
-- `db_user` is what the server knows.
create table history.changeset (
  id bigint generated always as identity primary key,
  xid xid8 not null default pg_current_xact_id(),
  at timestamptz not null default clock_timestamp(),
  db_user text not null default session_user,
  app_user text default nullif(current_setting('app.user', true), ''),
  reason text default nullif(current_setting('app.reason', true), ''),
  client text default nullif(coalesce(nullif(current_setting('app.client', true), ''), current_setting('application_name', true)), '')
);
create index changeset_xid on history.changeset (xid);

-- The change set of this transaction, made when first needed. `at >= now()`: transaction numbers start over after a restore.
create function history.current_changeset() returns bigint language plpgsql security definer set search_path = history, pg_temp as $$
declare found_id bigint;
begin
  select id into found_id from changeset where xid = pg_current_xact_id_if_assigned() and at >= now();
  if found_id is null then insert into changeset default values returning id into found_id; end if;
  return found_id;
end $$;

-- What is recorded is not rewritten.
create function history.refuse() returns trigger language plpgsql as $$
begin
  raise exception 'history is only ever added to' using errcode = 'insufficient_privilege';
end $$;
create trigger keep before update or delete or truncate on history.changeset for each statement execute function history.refuse();

-- The columns of a table whose changes count: not the key, not the stamp, not what the database computes.
create function history.tracked(t regclass) returns setof pg_attribute language sql stable as $$
  select a from pg_attribute a where a.attrelid = t and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
     and a.attname not in ('id', 'recorded_from') order by a.attnum
$$;

-- Tracked columns that history.<table> lacks or holds in another type: must be none (tests and `manage.py check`).
create function history.uncovered(t regclass) returns setof text language sql stable as $$
  select c.attname::text from history.tracked(t) c
   where not exists (select from pg_attribute h join pg_class k on k.oid = h.attrelid join pg_namespace s on s.oid = k.relnamespace
                      where s.nspname = 'history' and k.relname = (select relname from pg_class where oid = t)
                        and h.attname = c.attname and h.atttypid = c.atttypid and h.atttypmod = c.atttypmod and not h.attisdropped)
      or position(format('%I', c.attname) in coalesce((select prosrc from pg_proc p join pg_namespace s on s.oid = p.pronamespace
                    where s.nspname = 'history' and p.proname = (select relname from pg_class where oid = t) || '_log'), '')) = 0
$$;

-- Build history.<table>, its triggers, history.<table>_as_at(instant) and history.<table>_revert(version).
create procedure history.attach(t regclass) language plpgsql as $p$
declare
  name text := (select relname from pg_class where oid = t);
  kept text := format('history.%I', name);
  log text := format('history.%I', name || '_log');
  stamp text := format('history.%I', name || '_stamp');
  as_at text := format('history.%I', name || '_as_at');
  shape text := (select attname from history.tracked(t) where atttypid = 'geometry'::regtype limit 1);
  col record; cols text; old_cols text; new_cols text; o_cols text; set_cols text; back_cols text; then_row text;
begin
  execute format('create table if not exists %s (hid bigint generated always as identity primary key, id bigint not null,
                  recorded tstzrange not null, op "char" not null, changeset bigint not null references history.changeset)', kept);
  for col in select attname, format_type(atttypid, atttypmod) as type from history.tracked(t) loop
    execute format('alter table %s add column if not exists %I %s', kept, col.attname, col.type);
    if not exists (select from pg_attribute h where h.attrelid = kept::regclass and h.attname = col.attname and format_type(h.atttypid, h.atttypmod) = col.type) then
      execute format('alter table %1$s alter column %2$I type %3$s using %2$I::%3$s', kept, col.attname, col.type);   -- it changed its type
    end if;
  end loop;
  select string_agg(format('%I', attname), ', ' order by attnum), string_agg(format('old.%I', attname), ', ' order by attnum),
         string_agg(format('new.%I', attname), ', ' order by attnum), string_agg(format('o.%I', attname), ', ' order by attnum),
         string_agg(format('%1$I = excluded.%1$I', attname), ', ' order by attnum)
    into cols, old_cols, new_cols, o_cols, set_cols from history.tracked(t);
  -- a row of the table as history holds it: generated columns are computed again, the stamp is the period's beginning
  select string_agg(case when a.attname = 'recorded_from' then 'lower(recorded)' when a.attgenerated <> '' then pg_get_expr(d.adbin, d.adrelid)
                         else format('%I', a.attname) end, ', ' order by a.attnum)
    into then_row from pg_attribute a left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
   where a.attrelid = t and a.attnum > 0 and not a.attisdropped;
  -- a version older than a column that must hold something keeps what the row holds now, or the default
  select string_agg(case when a.attnotnull then concat('coalesce(', format('h.%1$I, live.%1$I', a.attname), ', ' || pg_get_expr(d.adbin, d.adrelid), ')')
                         else format('h.%I', a.attname) end, ', ' order by a.attnum)
    into back_cols from history.tracked(t) a left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum;

  execute format('create index if not exists %I on %s (id, upper(recorded) desc)', name || '_id', kept);
  execute format('create index if not exists %I on %s (changeset)', name || '_changeset', kept);
  execute format('create index if not exists %I on %s using gist (recorded)', name || '_recorded', kept);
  if shape is not null then
    execute format('create index if not exists %I on %s using gist (%I, recorded) where %I is not null', name || '_as_of', kept, shape, shape);
  end if;
  execute format('create or replace trigger keep before update or delete or truncate on %s for each statement execute function history.refuse()', kept);

  execute format($f$create or replace function %1$s() returns trigger language plpgsql security definer set search_path = public, history, pg_temp as $b$
    declare cs bigint;
    begin
      if tg_op = 'INSERT' then
        if not exists (select from n) then return null; end if;
        cs := history.current_changeset();
        insert into %2$s (id, recorded, op, changeset) select n.id, 'empty', 'I', cs from n;
      elsif tg_op = 'UPDATE' then
        if not exists (select from o left join n using (id) where n.id is null or n.recorded_from is distinct from o.recorded_from) then return null; end if;
        cs := history.current_changeset();
        insert into %2$s (id, recorded, op, changeset, %3$s)
          select o.id, tstzrange(o.recorded_from, coalesce(n.recorded_from, greatest(clock_timestamp(), o.recorded_from))), 'U', cs, %4$s
            from o left join n using (id) where n.id is null or n.recorded_from is distinct from o.recorded_from;
        insert into %2$s (id, recorded, op, changeset) select n.id, 'empty', 'I', cs from n left join o using (id) where o.id is null;
      elsif tg_op = 'DELETE' then
        if not exists (select from o) then return null; end if;
        cs := history.current_changeset();
        insert into %2$s (id, recorded, op, changeset, %3$s)
          select o.id, tstzrange(o.recorded_from, greatest(clock_timestamp(), o.recorded_from)), 'D', cs, %4$s from o;
      else
        if not exists (select from %5$s) then return null; end if;
        cs := history.current_changeset();
        insert into %2$s (id, recorded, op, changeset, %3$s)
          select o.id, tstzrange(o.recorded_from, greatest(clock_timestamp(), o.recorded_from)), 'T', cs, %4$s from %5$s o;
      end if;
      return null;
    end $b$ $f$, log, kept, cols, o_cols, t);

  -- clock_timestamp, and never before the version it ends: periods of one row cannot invert, however transactions overlap
  execute format($f$create or replace function %1$s() returns trigger language plpgsql set search_path = public, pg_temp as $b$
    begin
      if tg_op = 'INSERT' then new.recorded_from := clock_timestamp();
      elsif row(new.id, %2$s) is distinct from row(old.id, %3$s) then
        new.recorded_from := greatest(clock_timestamp(), old.recorded_from + interval '1 microsecond');
      else new.recorded_from := old.recorded_from;
      end if;
      return new;
    end $b$ $f$, stamp, new_cols, old_cols);

  execute format($f$
    create or replace trigger z_stamp before insert or update on %1$s for each row execute function %3$s();
    create or replace trigger z_history_i after insert on %1$s referencing new table as n for each statement execute function %2$s();
    create or replace trigger z_history_u after update on %1$s referencing old table as o new table as n for each statement execute function %2$s();
    create or replace trigger z_history_d after delete on %1$s referencing old table as o for each statement execute function %2$s();
    create or replace trigger z_history_t before truncate on %1$s for each statement execute function %2$s();
    alter table %1$s enable always trigger z_stamp; alter table %1$s enable always trigger z_history_i;
    alter table %1$s enable always trigger z_history_u; alter table %1$s enable always trigger z_history_d;
    alter table %1$s enable always trigger z_history_t;$f$, t, log, stamp);

  -- the table as it was recorded at an instant; inlined, so that an index on the geometry or the key is used
  execute format('drop function if exists %s(timestamptz)', as_at);
  execute format($f$create function %1$s(at timestamptz) returns setof %2$s language sql stable as $b$
      select * from %2$s where recorded_from <= %5$I.at
      union all select %3$s from %4$s where recorded @> %5$I.at $b$ $f$, as_at, t, then_row, kept, name || '_as_at');

  -- put a closed version back, under its own id, as a new change; what follows a road follows the road as it is now
  execute format($f$create or replace function history.%1$I(version bigint) returns void language sql as $b$
      select set_config('history.reverting', 'on', true);
      insert into %2$s (id, %3$s) overriding system value select h.id, %6$s from %4$s h left join %2$s live on live.id = h.id where h.hid = version
      on conflict (id) do update set %5$s;
      select set_config('history.reverting', 'off', true) $b$ $f$, name || '_revert', t, cols, kept, set_cols, back_cols);
end $p$;

call history.attach('road');
call history.attach('km_post');
call history.attach('section');
call history.attach('bridge');
call history.attach('culvert');
