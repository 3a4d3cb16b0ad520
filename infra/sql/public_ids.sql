-- Public ids are given once and never change; a deleted row may come back under its own id only. A number nobody has
-- drawn yet is refused: it would meet the row that draws it. The argument is the letter of the kind. A new id is looked up once, by writing
-- it down; only one that is there already is asked whose it is. Routines only: every migration that changes one runs this file again.
create or replace function lrs.on_public_id() returns trigger language plpgsql set search_path = public, pg_temp as $$
declare number text := substr(new.public_id, 3); drawn bigint := pg_sequence_last_value(('public_id_' || lower(tg_argv[0]))::regclass);
begin
  if tg_op = 'UPDATE' and new.public_id <> old.public_id then
    raise exception 'a public id never changes: % to %', old.public_id, new.public_id using errcode = 'check_violation', constraint = 'public_id_stable';
  end if;
  if left(new.public_id, 2) <> tg_argv[0] || '-' or number !~ '^(\d{6}|[1-9]\d{6,17})$' or number::bigint not between 1 and coalesce(drawn, 0) then
    raise exception 'public ids are drawn by the database: % was not', new.public_id using errcode = 'check_violation', constraint = 'public_id_drawn',
      hint = 'leave public_id out; a number of your own goes into code';
  end if;
  insert into issued_public_id (public_id, kind, row_id) values (new.public_id, tg_table_name, new.id) on conflict do nothing;
  if not found and not exists (select from issued_public_id i where i.public_id = new.public_id and i.kind = tg_table_name and i.row_id = new.id) then
    raise exception 'public id % was given before', new.public_id using errcode = 'unique_violation', constraint = 'public_id_once';
  end if;
  return null;
end $$;
