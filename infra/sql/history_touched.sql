-- What a set did to the rows of one kind, at most `most` of them by id after `after_id`: what each was before its first change in the
-- set and after its last (`first`: that first change; `begun`: when the version after began). Also the rows of the kind whose bearer is one
-- of `bearers` (of `bearer_kinds`, at the instants `at`) and which the set did not touch (`first` null): they are hidden and shown with it.
create or replace function history.touched(in_set bigint, kind text, after_id bigint, most int, bearer_kinds text[] default '{}', bearers bigint[] default '{}', at timestamptz[] default '{}')
returns table (id bigint, first bigint, was boolean, now boolean, published_before boolean, published_after boolean, road_before bigint, road_after bigint,
               bearer_kind text, bearer_before bigint, bearer_after bigint, ended timestamptz, begun timestamptz) language plpgsql stable as $p$
declare
  road text := case kind when 'road' then 'v.id' when 'waterway' then 'null::bigint' else 'v.road_id' end;   -- the road it stands on, none for a waterway
  named text; name text; along text;
begin
  select 'case ' || string_agg(format('when v.%I is not null then %L', b || '_id', b), ' ') || ' end', 'coalesce(' || string_agg(format('v.%I', b || '_id'), ', ') || ')',
         string_agg(format($f$select v.id, v.is_published, %3$s as road_id, %1$L::text as bearer_kind, r.id as bearer, v.recorded_from
             from unnest($4, $5, $6) r (kind, id, at), history.%2$I(r.at) v where r.kind = %1$L and v.%4$I = r.id and v.id > $2$f$, b, kind || '_as_at', road, b || '_id'), ' union all ')
    into named, name, along from unnest(history.bearers(kind)) with ordinality k (b, n);
  return query execute format($f$
    with own as (
      select h.id, min(h.hid) as first, max(h.hid) as last, (array_agg(h.op order by h.hid))[1] <> 'I' as was,
             (array_agg(h.op order by h.hid desc))[1] not in ('D', 'T') as now
        from history.%1$I h where h.changeset = $1 and h.id > $2 group by h.id),
    along as (select * from (%5$s) a where not exists (select from own where own.id = a.id))
    select s.id, s.first, s.was, s.now, before.is_published, after.is_published, before.road_id, after.road_id,
           coalesce(after.bearer_kind, before.bearer_kind), before.bearer, after.bearer, before.ended, after.begun
      from (select * from own order by id limit $3) s
      left join lateral (select v.is_published, %2$s as road_id, %3$s as bearer_kind, %4$s as bearer, upper(v.recorded) as ended
                           from history.%1$I v where v.hid = s.first) before on s.was
      left join lateral (   -- what a later change ended, or the live row
             select * from (select v.hid, v.is_published, %2$s as road_id, %3$s as bearer_kind, %4$s as bearer, lower(v.recorded) as begun
                              from history.%1$I v where v.id = s.id and v.hid > s.last and v.op <> 'I'
                            union all select null, v.is_published, %2$s, %3$s, %4$s, v.recorded_from from %1$I v where v.id = s.id) e
              order by e.hid nulls last limit 1) after on s.now
    union all select l.id, null, true, true, l.is_published, l.is_published, l.road_id, l.road_id, l.bearer_kind, l.bearer, l.bearer, l.recorded_from, l.recorded_from from along l
    order by 1 limit $3 $f$, kind, road, coalesce(named, 'null::text'), coalesce(name, 'null::bigint'),
    coalesce(along, 'select null::bigint as id, null::boolean as is_published, null::bigint as road_id, null::text as bearer_kind, null::bigint as bearer, null::timestamptz as recorded_from where false'))
    using in_set, after_id, most, bearer_kinds, bearers, at;
end $p$;
