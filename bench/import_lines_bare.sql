-- Nothing: the same lines in a table with the keys and indexes of a road and nothing else: no trigger, no history, no measure. Taken back.
begin;
create table bench_bare (like road including all);
insert into bench_bare (code, name, road_class, centreline, source, public_id, recorded_from)
  select code, '', road_class, ST_Multi(geom), 'bench', 'R-' || code, now() from bench_ogr2ogr;
rollback;
