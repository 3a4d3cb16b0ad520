-- Waterways: their place, their ids, their history, what a tile of them rests on, and how they are found by name.

create sequence if not exists public_id_w;

create function lrs.on_waterway() returns trigger language plpgsql set search_path = public, pg_temp as $$
begin
  if not lrs.on_earth(new.geom) then perform lrs.refuse_place(left(ST_AsText(ST_Envelope(new.geom), 3), 200)); end if;
  if ST_Length(new.geom) = 0 then perform lrs.refuse_place('a line without length'); end if;
  return new;
end $$;
create trigger a_place before insert or update of geom on waterway for each row execute function lrs.on_waterway();
create trigger c_public_id after insert or update of public_id, id on waterway for each row execute function lrs.on_public_id('W');
alter table waterway add constraint waterway_numbers check (width_m < 'infinity');

create trigger y_fresh_i after insert on waterway referencing new table as n for each statement execute function fresh.on_drawn('waterways');
create trigger y_fresh_u after update on waterway referencing old table as o new table as n for each statement execute function fresh.on_drawn('waterways');
create trigger y_fresh_d after delete on waterway referencing old table as o for each statement execute function fresh.on_drawn('waterways');
create trigger y_fresh_t after truncate on waterway for each statement execute function fresh.on_drawn('waterways');
alter table waterway enable always trigger y_fresh_i, enable always trigger y_fresh_u, enable always trigger y_fresh_d, enable always trigger y_fresh_t;

create index waterway_plain_name on waterway using gin (plain_text(name) gin_trgm_ops);

call history.attach('waterway');
create index waterway_gone on history.waterway (changeset desc, hid desc) where op in ('D', 'T');
create index waterway_hidden on waterway (id) where not is_published;
create index waterway_was_hidden on history.waterway (id) where not is_published;
