-- The peers' tables, made from our rows so that shapes and values are equal: road_section (4326) and its twin in 3857.
-- Text, doubles and dates only: what every peer can write. The same order on disk as ours, the same indexes.
drop schema if exists peer cascade;
create schema peer;

create table peer.road_section as
  select s.public_id::text as id, r.code::text as road, r.road_class::text as road_class, s.condition::text as condition,
         s.pavement::text as pavement, s.carriageway_width_m::float8 as carriageway_width_m, s.from_m, s.to_m, s.condition_on, s.geom
    from section s join road r on r.id = s.road_id order by s.id;
alter table peer.road_section alter column geom type geometry(MultiLineString, 4326), add primary key (id);
create index road_section_geom on peer.road_section using gist (geom);

create table peer.road_section_3857 as
  select id, road, road_class, condition, pavement, carriageway_width_m, from_m, to_m, condition_on,
         ST_Transform(geom, 3857)::geometry(MultiLineString, 3857) as geom
    from peer.road_section order by id;
alter table peer.road_section_3857 add primary key (id);
create index road_section_3857_geom on peer.road_section_3857 using gist (geom);

-- What the peers sign in as: it reads these tables and nothing else.
select 'create role bench login' where not exists (select from pg_roles where rolname = 'bench') \gexec
alter role bench set search_path = peer, public;
grant usage on schema peer to bench;
grant select on all tables in schema peer to bench;
vacuum analyze peer.road_section;
vacuum analyze peer.road_section_3857;
