-- What an administrative unit covers, old or new, with or without an outline of its own; and finding things by name.
-- A unit without an outline covers what its units below cover, or those it went into, or those it was formed from.
-- unit_area('95.958') answers; what is derived is stored in unit_outline and kept right by triggers.

create index administrative_unit_below on administrative_unit (parent_code);

-- The unit a text names, null when there is none: a code, alone ('958') or below others ('95.958': 958 of 95), and '@2004-01-01' for the
-- one in force on that day. Codes were reused: without a day the unit in force comes first, then the one that ended last.
create function unit_called(asked text) returns bigint language sql stable strict parallel safe as $$
  with recursive word as (
    select string_to_array(split_part(asked, '@', 1), '.') as path, nullif(split_part(asked, '@', 2), '') as on_day),
  named as (
    select u.id, u.parent_code, u.valid_from, u.valid_to from word, administrative_unit u
     where u.code = path[cardinality(path)]
       and (on_day is null or on_day between to_char(u.valid_from, 'YYYY-MM-DD') and coalesce(to_char(u.valid_to, 'YYYY-MM-DD'), on_day))),
  up as (   -- the unit itself, then what it was below in its time
    select id, null::text as above, parent_code, valid_from, valid_to from named
    union
    select up.id, p.code, p.parent_code, p.valid_from, p.valid_to from up join administrative_unit p on p.code = up.parent_code
       and p.valid_from <= coalesce(up.valid_to, 'infinity') and coalesce(p.valid_to, 'infinity') >= up.valid_from)
  select n.id from named n, word
   where path[:cardinality(path) - 1] <@ array(select above::text from up where up.id = n.id and above is not null)
   order by n.valid_to desc nulls first, n.valid_from desc limit 1
$$;

-- One step from a unit without an outline towards units that have one; `way`: 'down' (the unit asked for and what was below it), 'on' (what
-- it went into), 'back' (what it was formed from). No row: it has an outline, or nothing leads on.
create function unit_steps(in_unit bigint, in_way text) returns table (id bigint, way text) language plpgsql stable as $$
begin
  if exists (select from administrative_unit u where u.id = in_unit and u.geom is not null) then return; end if;
  return query select c.id, in_way from administrative_unit u join administrative_unit c on c.parent_code = u.code and c.code <> u.code
     and c.valid_from <= coalesce(u.valid_to, 'infinity') and coalesce(c.valid_to, 'infinity') >= coalesce(u.valid_to, 'infinity')   -- on its last day
   where u.id = in_unit;
  if found then return; end if;
  if in_way <> 'back' then
    return query select s.new_id, 'on' from unit_succession s where s.old_id = in_unit;
    if found then return; end if;
  end if;
  if in_way <> 'on' then
    return query select s.old_id, 'back' from unit_succession s where s.new_id = in_unit;
  end if;
end $$;

-- Every unit met from a unit on the way to outlines. `also`: units not asked for whose land it holds as well; `known`: how much of its own
-- land the successions account for (0-1).
create function unit_reach(in_unit bigint) returns table (id bigint, way text, drawn boolean, also bigint[], known numeric) language sql stable as $$
  with recursive reach as (
    select in_unit as id, 'down' as way union select s.id, s.way from reach r, lateral unit_steps(r.id, r.way) s)
  select r.id, r.way, u.geom is not null,
         array(select s.old_id from unit_succession s where r.way = 'on' and s.new_id = r.id and s.old_id not in (select id from reach)
               union select s.new_id from unit_succession s where r.way = 'back' and s.old_id = r.id and s.new_id not in (select id from reach)),
         case when r.way = 'back' and u.geom is not null or r.way <> 'back' and exists (select from unit_steps(r.id, r.way) s where s.way = 'on')
              then (select coalesce(sum(s.share), 0) from unit_succession s where s.old_id = r.id)
              when u.geom is not null or exists (select from unit_steps(r.id, r.way)) then 1 else 0 end
    from reach r join administrative_unit u on u.id = r.id
$$;

-- One land out of neighbours whose outlines do not quite meet: a hole that is no unit's is a crack between them, and is closed.
create function unit_joined(outlines geometry[]) returns geometry language sql stable as $$
  with part as (select (ST_Dump(ST_CollectionExtract(ST_UnaryUnion(ST_Collect(outlines), 1e-7), 3))).geom as land),
  hole as (select (d).geom from (select ST_DumpRings(land) as d from part) r where (d).path[1] > 0),
  crack as (   -- an enclave is another unit's land; whatever overlaps the neighbours themselves lies above or before them
    select geom from hole where not exists (
      select from administrative_unit u where u.geom && hole.geom and ST_Intersects(u.geom, ST_PointOnSurface(hole.geom))
         and not ST_Intersects(u.geom, (select ST_Collect(ST_PointOnSurface(land)) from part))))
  select ST_Multi(ST_CollectionExtract(ST_UnaryUnion(ST_Collect(geom)), 3)) from (select land as geom from part union all select geom from crack) s
$$;

-- The area of a unit without an outline of its own; `exact`: it holds all of the unit and nothing else, as far as the units and successions
-- recorded tell; `parts`: the units whose outlines make it up, and those whose land is not accounted for:
-- [{code, name, valid_from, valid_to, drawn, share, also: [{code, name, parent_code}]}].
create function unit_derived(in_unit bigint, out geom geometry, out exact boolean, out parts jsonb) language sql stable as $$
  with told as (
    select r.drawn, r.known, r.also, u.geom, u.code, jsonb_build_object('code', u.code, 'name', u.name_vi, 'valid_from', u.valid_from, 'valid_to', u.valid_to,
             'drawn', r.drawn, 'share', r.known, 'also', (
               select coalesce(jsonb_agg(jsonb_build_object('code', o.code, 'name', o.name_vi, 'parent_code', o.parent_code) order by o.code, o.valid_from), '[]')
                 from administrative_unit o where o.id = any (r.also))) as part
      from unit_reach(in_unit) r join administrative_unit u on u.id = r.id)
  select unit_joined(array_agg(t.geom) filter (where t.drawn)),
         coalesce(bool_or(t.drawn), false) and bool_and(t.known > 0.9995 and t.also = '{}'),
         coalesce(jsonb_agg(t.part order by t.code) filter (where t.drawn or t.known <= 0.9995 or t.also <> '{}'), '[]')
    from told t
$$;

create table unit_outline (
  unit_id bigint primary key,   -- no foreign key: the triggers below take rows away, and a truncation need not name this table
  geom geometry(MultiPolygon, 4326),   -- null: nothing known of it has an outline
  exact boolean not null,
  parts jsonb not null
);

create index unit_outline_4326 on unit_outline using gist (geom);
insert into unit_outline (unit_id, geom, exact, parts) select u.id, d.geom, d.exact, d.parts from administrative_unit u, lateral unit_derived(u.id) d where u.geom is null;   -- units known before this migration

-- Derive anew whatever may rest on these units: themselves, and from there what was before, after and above.
create function unit_rederive(changed bigint[]) returns void language plpgsql as $$
declare touched bigint[];
begin
  perform pg_advisory_xact_lock(hashtext('unit_outline'));   -- two editors of units take turns; the second sees what the first wrote
  with recursive t as (
    select unnest(changed) as id
    union
    select n.id from t, lateral (
      select s.old_id as id from unit_succession s where s.new_id = t.id
      union all select s.new_id from unit_succession s where s.old_id = t.id
      union all select p.id from administrative_unit c join administrative_unit p on p.code = c.parent_code where c.id = t.id) n)
  select array_agg(id) into touched from t;
  delete from unit_outline o where o.unit_id = any (touched);
  insert into unit_outline (unit_id, geom, exact, parts)
    select u.id, d.geom, d.exact, d.parts from administrative_unit u, lateral unit_derived(u.id) d where u.id = any (touched) and u.geom is null;
end $$;

-- Units: a statement derives once, however many it touched. What was above a unit that is gone is found by its code; a land derived nearby may
-- have closed, or left open, a hole that was or is now this unit's.
create function unit_on_change() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if tg_op = 'TRUNCATE' then delete from unit_outline; return null; end if;
  if tg_op = 'INSERT' then
    perform unit_rederive(array_agg(c.id)) from (select id from n union select d.unit_id from n join unit_outline d on d.geom && n.geom) c;
  elsif tg_op = 'DELETE' then
    delete from unit_outline d using o where d.unit_id = o.id;
    perform unit_rederive(array_agg(c.id)) from (
      select p.id from o join administrative_unit p on p.code = o.parent_code union select d.unit_id from o join unit_outline d on d.geom && o.geom) c;
  else
    perform unit_rederive(array_agg(c.id)) from (
      select id from n
      union select p.id from o join administrative_unit p on p.code in (o.code, o.parent_code)
      union select d.unit_id from (select geom from o union all select geom from n) g join unit_outline d on d.geom && g.geom) c;
  end if;
  return null;
end $$;
create function unit_on_succession() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if tg_op = 'TRUNCATE' then perform unit_rederive(array_agg(id)) from administrative_unit; return null; end if;
  if tg_op <> 'INSERT' then perform unit_rederive(array_agg(c.id)) from (select old_id as id from o union select new_id from o) c; end if;
  if tg_op <> 'DELETE' then perform unit_rederive(array_agg(c.id)) from (select old_id as id from n union select new_id from n) c; end if;
  return null;
end $$;
create function unit_outline_refused() returns trigger language plpgsql as $$
begin
  raise exception 'unit_outline is derived by the database from administrative_unit and unit_succession' using errcode = 'insufficient_privilege',
    hint = 'change those instead';
end $$;
create trigger a_derived before insert or update or delete on unit_outline for each statement when (pg_trigger_depth() = 0) execute function unit_outline_refused();

do $$ declare watched text[]; begin
  foreach watched slice 1 in array array[['administrative_unit', 'unit_on_change'], ['unit_succession', 'unit_on_succession']] loop
    execute format($f$
      create trigger m_outline_i after insert on %1$I referencing new table as n for each statement execute function %2$I();
      create trigger m_outline_u after update on %1$I referencing old table as o new table as n for each statement execute function %2$I();
      create trigger m_outline_d after delete on %1$I referencing old table as o for each statement execute function %2$I();
      create trigger m_outline_t after truncate on %1$I for each statement execute function %2$I();$f$, watched[1], watched[2]);
  end loop;
end $$;

-- The area a text names (as unit_called reads it), always one row: `geom` null: nothing known of it has an outline; not `exact`: it holds more
-- or less than was asked, and `parts` (see unit_derived) says through which units; not `found`: no such unit.
create function unit_area(asked text, out geom geometry, out exact boolean, out found boolean, out parts jsonb)
language sql stable parallel safe as $$
  select coalesce(u.geom, o.geom), u.geom is not null or coalesce(o.exact, false), u.id is not null,
         case when u.geom is null then coalesce(o.parts, '[]')
              else jsonb_build_array(jsonb_build_object('code', u.code, 'name', u.name_vi, 'valid_from', u.valid_from, 'valid_to', u.valid_to,
                     'drawn', true, 'share', 1, 'also', '[]'::jsonb)) end
    from (select unit_called(asked) as id) c left join administrative_unit u on u.id = c.id left join unit_outline o on o.unit_id = u.id
$$;

-- Names and codes as people type them: LIKE '%...%' on the plain writing uses these.
create index bridge_plain_name on bridge using gin (plain_text(name) gin_trgm_ops);
create index bridge_plain_code on bridge using gin (plain_code(code) gin_trgm_ops);
create index culvert_plain_name on culvert using gin (plain_text(name) gin_trgm_ops);
create index culvert_plain_code on culvert using gin (plain_code(code) gin_trgm_ops);
create index road_plain_name on road using gin (plain_text(name) gin_trgm_ops);
create index road_plain_code_like on road using gin (plain_code(code) gin_trgm_ops);   -- road_plain_code (unique, 0003) serves equality
create index administrative_unit_plain_name on administrative_unit using gin (plain_text(name_vi) gin_trgm_ops);
create index administrative_unit_plain_code on administrative_unit using gin (plain_code(code) gin_trgm_ops);
