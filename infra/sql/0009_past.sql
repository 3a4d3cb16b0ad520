-- The past of what is derived: the measured line of a road and the posts it is read by have a history like any asset, so that
-- a chainage of the past is read from the posts as they stood then.

-- What is derived follows from the road's row and from its posts alone: it has been as it is since the last of them changed.
-- Nothing is claimed for the time before: then these roads have no line and no chainage, rather than today's (docs/decisions/0013).
create function history.derived_since(in_road bigint) returns timestamptz language sql stable as $$
  select greatest((select r.recorded_from from road r where r.id = in_road),
                  (select max(p.recorded_from) from km_post p where p.road_id = in_road),
                  (select max(upper(h.recorded)) from history.km_post h where h.road_id = in_road))
$$;
select set_config('lrs.deriving', 'on', true);   -- see lrs.refuse_derived
do $$ declare derived text; begin
  foreach derived in array array['road_line', 'road_post', 'post_calibration'] loop
    execute format('alter table %I add column recorded_from timestamptz not null default statement_timestamp()', derived);
    execute format('update %I set recorded_from = history.derived_since(road_id)', derived);
    execute format('call history.attach(%L)', derived);
  end loop;
end $$;
select set_config('lrs.deriving', 'off', true);
drop function history.derived_since(bigint);

-- The tables attached before are attached anew, for what history.attach has learned.
do $$ declare attached regclass; begin
  for attached in select to_regclass(format('public.%I', h.relname)) from pg_class h join pg_namespace s on s.oid = h.relnamespace
                   where s.nspname = 'history' and h.relkind = 'r' and to_regclass(format('public.%I', h.relname)) is not null loop
    call history.attach(attached);
  end loop;
end $$;
