-- What no row may hold, whoever writes it: places off the earth and numbers that are none.

-- True when there is something in the geometry and all of it is longitude and latitude that a web map can draw.
-- In PostgreSQL NaN is greater than any number: the length catches it inside a line.
create function lrs.on_earth(place geometry) returns boolean language sql immutable parallel safe as $$
  select not ST_IsEmpty(place) and ST_XMin(place) >= -180 and ST_XMax(place) <= 180
     and ST_YMin(place) >= -85 and ST_YMax(place) <= 85 and ST_Length(place) < 1000
$$;

create function lrs.refuse_place(found text) returns void language plpgsql as $$
begin
  raise exception 'the geometry is no place in longitude and latitude: %', found using errcode = 'check_violation', constraint = 'place_on_earth',
    hint = 'is it empty, in metres of a projected system, or are longitude and latitude swapped?';
end $$;

-- Before anything measures it: a centreline in metres read as degrees would be cut into millions of pieces.
create function lrs.on_centreline() returns trigger language plpgsql as $$
begin
  if not lrs.on_earth(new.centreline) then perform lrs.refuse_place(left(ST_AsText(ST_Envelope(new.centreline), 3), 200)); end if;
  if ST_Length(new.centreline) = 0 then perform lrs.refuse_place('a line without length'); end if;
  return new;
end $$;
create trigger a_place before insert or update of centreline on road for each row execute function lrs.on_centreline();

create function lrs.on_point() returns trigger language plpgsql as $$
begin
  if not lrs.on_earth(new.geom) then perform lrs.refuse_place(ST_AsText(new.geom, 3)); end if;
  return new;
end $$;
create trigger a_place before insert or update of geom on km_post for each row execute function lrs.on_point();
create trigger a_place before insert or update of geom on bridge for each row execute function lrs.on_point();
create trigger a_place before insert or update of geom on culvert for each row execute function lrs.on_point();

-- NaN and infinity pass every `>= 0` and are no JSON.
do $$ declare t text; begin
  foreach t in array array['road', 'km_post', 'section', 'bridge', 'culvert'] loop
    execute (select format('alter table %I add constraint %I check (greatest(%s) < ''infinity'')', t, t || '_numbers', string_agg(format('%I', attname), ', ' order by attnum))
               from pg_attribute where attrelid = t::regclass and attnum > 0 and not attisdropped and atttypid in ('float8'::regtype, 'numeric'::regtype));
  end loop;
end $$;

alter function lrs.on_centreline() set search_path = public, pg_temp;
alter function lrs.on_point() set search_path = public, pg_temp;
