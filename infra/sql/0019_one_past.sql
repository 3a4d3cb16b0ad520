-- The public past is asked of history.<table>_as_at and _within and of the live rows, by the API (gisapi/queries/past.py): the functions
-- that said it a second time, and that nothing called, go.
do $$ declare unused regprocedure; begin
  for unused in select p.oid::regprocedure from pg_proc p join pg_namespace s on s.oid = p.pronamespace
                 where s.nspname = 'history' and p.proname ~ '_public_(as_at|within)$' loop
    execute format('drop function %s', unused);
  end loop;
end $$;
