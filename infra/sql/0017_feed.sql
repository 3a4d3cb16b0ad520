-- The change feed tells records as well (infra/touched.py): an inspection, a posting or a work is seen where what it is about is seen.
drop function history.touched(bigint, text, bigint, int, bigint[], timestamptz[]);

-- The kinds whose rows a row of this kind is seen with (its bearer is the one of them it names); none: it is seen by itself.
create function history.bearers(kind text) returns text[] language sql immutable parallel safe as $$
  select case when kind in ('section', 'km_post') then array['road'] when kind in ('inspection', 'posting', 'work') then array['bridge', 'culvert', 'road'] else '{}' end
$$;

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
