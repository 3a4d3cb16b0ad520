-- The sheet of an inspection is part of it: whoever writes a line gives the inspection another version, whoever deletes the inspection
-- deletes its lines in the same statement, so that the last instant of every version has the sheet that belonged to it.

do $$ declare key text := (select conname from pg_constraint where conrelid = 'finding'::regclass and confrelid = 'inspection'::regclass); begin
  execute format('alter table finding drop constraint %1$I, add constraint %1$I foreign key (inspection_id) references inspection on delete cascade deferrable initially deferred', key);
end $$;

-- Once in a change set is enough, and an inspection written in this one has its version already.
create function history.on_finding() returns trigger language plpgsql security definer set search_path = public, history, pg_temp as $$
declare cs bigint := history.current_changeset(); written bigint[];
begin
  if tg_op = 'INSERT' then select array_agg(distinct inspection_id) into written from n;
  elsif tg_op = 'DELETE' then select array_agg(distinct inspection_id) into written from o;
  else select array_agg(distinct inspection_id) into written from (select inspection_id from o union all select inspection_id from n) s; end if;
  update inspection i set sheet_written_at = statement_timestamp()
   where i.id = any (written) and not exists (select from history.inspection h where h.id = i.id and h.changeset = cs);
  return null;
end $$;
create trigger n_sheet_i after insert on finding referencing new table as n for each statement execute function history.on_finding();
create trigger n_sheet_u after update on finding referencing old table as o new table as n for each statement execute function history.on_finding();
create trigger n_sheet_d after delete on finding referencing old table as o for each statement execute function history.on_finding();

-- The sheet of an inspection as it was at an instant, line by line, under the lines' own ids.
create function history.sheet_revert(in_inspection bigint, at timestamptz) returns void language sql as $$
  delete from finding f where f.inspection_id = in_inspection and not exists (select from history.finding_as_at(at) was where was.id = f.id);
  insert into finding (id, inspection_id, component, defect, recommendation, priority) overriding system value
    select id, inspection_id, component, defect, recommendation, priority from history.finding_as_at(at) was where was.inspection_id = in_inspection
    on conflict (id) do update set (component, defect, recommendation, priority) = (excluded.component, excluded.defect, excluded.recommendation, excluded.priority)
$$;
call history.attach('inspection');
