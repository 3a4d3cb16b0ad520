-- The order in which change sets were committed, for those who keep a copy: every committed set has the next number, and whoever
-- sees number n sees all before it. Neither the sets' ids nor their transactions' say that: what began earlier may commit later.

create table history.commit_order (
  changeset bigint primary key references history.changeset,
  n bigint unique   -- null only inside the transaction that is about to commit
);
create sequence history.commit_number owned by history.commit_order.n;
insert into history.commit_order (changeset, n) select id, nextval('history.commit_number') from history.changeset order by id;   -- nobody has read these
create trigger keep before delete or truncate on history.commit_order for each statement execute function history.refuse();

-- At the commit, after whatever else is judged then: those constraints may wait for other transactions, the number may not.
create function history.on_changeset() returns trigger language plpgsql security definer set search_path = history, pg_temp as $$
begin
  insert into commit_order (changeset) values (new.id) on conflict do nothing;   -- a restore brings its number along
  return null;
end $$;
create constraint trigger order_later after insert on history.changeset deferrable initially deferred for each row execute function history.on_changeset();

-- Then the number, under a lock kept until the commit is visible to everybody: the next number is drawn after that.
create function history.on_commit() returns trigger language plpgsql security definer set search_path = history, pg_temp as $$
begin
  if new.n is not null then return null; end if;
  perform pg_advisory_xact_lock(hashtext('history.commit'));
  update commit_order set n = nextval('commit_number') where changeset = new.changeset;
  return null;
end $$;
create constraint trigger order_now after insert on history.commit_order deferrable initially deferred for each row execute function history.on_commit();
alter table history.changeset enable always trigger order_later;
alter table history.commit_order enable always trigger order_now;
create index issued_public_id_row on issued_public_id (kind, row_id);

-- What a set did to the rows of one kind, at most `most` of them by id after `after_id`: what each was before its first change in the
-- set and after its last (`first`: that first change; `begun`: when the version after began). Also the rows of the kind along
-- `roads` at the instants `at`, which the set did not touch (`first` null): they are hidden and shown with their road.
create function history.touched(in_set bigint, kind text, after_id bigint, most int, roads bigint[] default '{}', at timestamptz[] default '{}')
returns table (id bigint, first bigint, was boolean, now boolean, published_before boolean, published_after boolean,
               road_before bigint, road_after bigint, ended timestamptz, begun timestamptz) language plpgsql stable as $p$
declare road text := case when kind = 'road' then 'id' else 'road_id' end;
begin
  return query execute format($f$
    with own as (
      select h.id, min(h.hid) as first, max(h.hid) as last, (array_agg(h.op order by h.hid))[1] <> 'I' as was,
             (array_agg(h.op order by h.hid desc))[1] not in ('D', 'T') as now
        from history.%1$I h where h.changeset = $1 and h.id > $2 group by h.id),
    along as (
      select t.id, t.is_published, t.%2$I as road_id, t.recorded_from from unnest($4, $5) r (id, at), history.%3$I(r.at) t
       where t.%2$I = r.id and t.id > $2 and not exists (select from own where own.id = t.id))
    select s.id, s.first, s.was, s.now, before.is_published, after.is_published, before.road_id, after.road_id, before.ended, after.begun
      from (select * from own order by id limit $3) s
      left join lateral (select h.is_published, h.%2$I as road_id, upper(h.recorded) as ended from history.%1$I h where h.hid = s.first) before on s.was
      left join lateral (   -- what a later change ended, or the live row
             select * from (select h.hid, h.is_published, h.%2$I as road_id, lower(h.recorded) as begun
                              from history.%1$I h where h.id = s.id and h.hid > s.last and h.op <> 'I'
                            union all select null, t.is_published, t.%2$I, t.recorded_from from %1$I t where t.id = s.id) v
              order by v.hid nulls last limit 1) after on s.now
    union all select l.id, null, true, true, l.is_published, l.is_published, l.road_id, l.road_id, l.recorded_from, l.recorded_from from along l
    order by 1 limit $3 $f$, kind, road, kind || '_as_at') using in_set, after_id, most, roads, at;
end $p$;
