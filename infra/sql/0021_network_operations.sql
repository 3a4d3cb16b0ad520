-- What a change set means: that the world changed (on a date), or that the record had been wrong. Null: its writer did not say.
alter table history.changeset
  add column meant text default nullif(current_setting('app.meant', true), '') check (meant in ('change', 'correction')),
  add column happened_on date default nullif(current_setting('app.happened_on', true), '')::date,
  add constraint changeset_happened check (happened_on is null or (meant = 'change') is true);

-- A road measured anew takes along what is recorded of its stretches; not while an operation carries it (lrs.measure_road).
create or replace function lrs.records_follow_line() returns trigger language plpgsql set search_path = public, pg_temp as $$
declare t text;
begin
  if current_setting('lrs.carrying', true) = 'on' then return null; end if;
  foreach t in array array['inspection', 'posting', 'work'] loop
    execute format('update %I set from_m = from_m where road_id = $1', t) using new.road_id;
  end loop;
  return null;
end $$;
