-- What was deleted, newest first, without reading every change there ever was.
do $$ declare kind text; begin
  foreach kind in array array['road', 'km_post', 'section', 'bridge', 'culvert', 'inspection', 'posting', 'work'] loop
    execute format('create index %I on history.%I (changeset desc, hid desc) where op in (''D'', ''T'')', kind || '_gone', kind);
  end loop;
end $$;
