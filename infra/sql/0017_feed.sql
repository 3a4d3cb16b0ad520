-- The change feed tells records as well (infra/touched.py): an inspection, a posting or a work is seen where what it is about is seen.
drop function history.touched(bigint, text, bigint, int, bigint[], timestamptz[]);

-- The kinds whose rows a row of this kind is seen with (its bearer is the one of them it names); none: it is seen by itself.
create function history.bearers(kind text) returns text[] language sql immutable parallel safe as $$
  select case when kind in ('section', 'km_post') then array['road'] when kind in ('inspection', 'posting', 'work') then array['bridge', 'culvert', 'road'] else '{}' end
$$;

-- What a set did to the rows of one kind, at most `most` of them by id after `after_id`: what each was before its first change in the
-- set and after its last (`first`: that first change; `begun`: when the version after began). Also the rows of the kind whose bearer is one
-- of `bearers` (of `bearer_kinds`, at the instants `at`) and which the set did not touch (`first` null): they are hidden and shown with it.
create function history.touched(in_set bigint, kind text, after_id bigint, most int, bearer_kinds text[] default '{}', bearers bigint[] default '{}', at timestamptz[] default '{}')
returns table (id bigint, first bigint, was boolean, now boolean, published_before boolean, published_after boolean, road_before bigint, road_after bigint,
               bearer_kind text, bearer_before bigint, bearer_after bigint, ended timestamptz, begun timestamptz) language plpgsql stable as $p$
declare
  road text := case when kind = 'road' then 'id' else 'road_id' end;
  named text; name text; along text;
begin
  select 'case ' || string_agg(format('when v.%I is not null then %L', b || '_id', b), ' ') || ' end', 'coalesce(' || string_agg(format('v.%I', b || '_id'), ', ') || ')',
         string_agg(format($f$select v.id, v.is_published, v.%3$I as road_id, %1$L::text as bearer_kind, r.id as bearer, v.recorded_from
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
      left join lateral (select v.is_published, v.%2$I as road_id, %3$s as bearer_kind, %4$s as bearer, upper(v.recorded) as ended
                           from history.%1$I v where v.hid = s.first) before on s.was
      left join lateral (   -- what a later change ended, or the live row
             select * from (select v.hid, v.is_published, v.%2$I as road_id, %3$s as bearer_kind, %4$s as bearer, lower(v.recorded) as begun
                              from history.%1$I v where v.id = s.id and v.hid > s.last and v.op <> 'I'
                            union all select null, v.is_published, v.%2$I, %3$s, %4$s, v.recorded_from from %1$I v where v.id = s.id) e
              order by e.hid nulls last limit 1) after on s.now
    union all select l.id, null, true, true, l.is_published, l.is_published, l.road_id, l.road_id, l.bearer_kind, l.bearer, l.bearer, l.recorded_from, l.recorded_from from along l
    order by 1 limit $3 $f$, kind, road, coalesce(named, 'null::text'), coalesce(name, 'null::bigint'),
    coalesce(along, 'select null::bigint as id, null::boolean as is_published, null::bigint as road_id, null::text as bearer_kind, null::bigint as bearer, null::timestamptz as recorded_from where false'))
    using in_set, after_id, most, bearer_kinds, bearers, at;
end $p$;

-- Whether the public saw a row before a set and after it: what the set made of it or, when the set did not touch it, as it was at `ended`
-- and at `begun`, when a version of something that stands with it ended and the next began. `at`: when the version after the set began.
create function history.published(in_set bigint, kind text, row_id bigint, ended timestamptz, begun timestamptz, out before boolean, out after boolean, out at timestamptz) language plpgsql stable as $p$
begin
  if kind is null then return; end if;   -- it stands with nothing
  execute format($f$
    with own as (select min(h.hid) as first, max(h.hid) as last, (array_agg(h.op order by h.hid desc))[1] not in ('D', 'T') as now
                   from history.%1$I h where h.id = $2 and h.changeset = $1)
    select case when first is null then exists (select from history.%2$I($3 - interval '1 microsecond') v where v.id = $2 and v.is_published)
                else (select h.op <> 'I' and h.is_published from history.%1$I h where h.hid = first) end,
           case when first is null then exists (select from history.%2$I($4) v where v.id = $2 and v.is_published)
                else now and coalesce(following.is_published, false) end, following.begun
      from own left join lateral (
        select * from (select v.hid, v.is_published, lower(v.recorded) as begun from history.%1$I v where v.id = $2 and v.hid > last and v.op <> 'I'
                       union all select null, v.is_published, v.recorded_from from %1$I v where v.id = $2) e order by e.hid nulls last limit 1) following on now
    $f$, kind, kind || '_as_at') into before, after, at using in_set, row_id, ended, begun;
end $p$;

-- The rows of a kind that a set hid from the public or showed it, and when. Only what was hidden at some time can be one of them.
create function history.turned(in_set bigint, kind text) returns table (id bigint, at timestamptz) language plpgsql stable as $p$
begin
  return query execute format($f$
    select o.id, p.at
      from (select distinct h.id from (select t.id from %1$I t where not t.is_published union select v.id from history.%1$I v where not v.is_published) hidden
              join history.%1$I h on h.id = hidden.id and h.changeset = $1) o,
           lateral history.published($1, $2, o.id, null, null) p
     where p.before <> p.after $f$, kind) using in_set, kind;
end $p$;
do $$ declare kind text; begin
  foreach kind in array array['road', 'bridge', 'culvert'] loop
    execute format('create index %2$I on %1$I (id) where not is_published', kind, kind || '_hidden');
    execute format('create index %2$I on history.%1$I (id) where not is_published', kind, kind || '_was_hidden');
  end loop;
end $$;
