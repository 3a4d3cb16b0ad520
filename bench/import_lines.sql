-- Nothing: the lines that ogr2ogr has loaded are written as roads by one statement, with all the database does for a road, and taken back.
begin;
set local enable_seqscan = off;   -- as the import does: keys and triggers plan once, while the tables are small
insert into road (code, name, road_class, centreline, source) select code, '', road_class, ST_Multi(geom), 'bench' from bench_ogr2ogr;
rollback;
