-- History: every change to an asset row, whoever made it. The live table holds the present version; history.<table>
-- holds the closed ones, each with the period it was recorded for. history.attach(table), in history_attach.sql, builds all of it
-- from the catalog and is called again after every migration that touches the table (a check fails otherwise).

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
