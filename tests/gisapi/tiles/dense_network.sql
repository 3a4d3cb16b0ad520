-- A network of lines as sections of roads, up to 150 neighbours of one class a road: parameters classes, shapes (WKB, hexadecimal).
-- b_place cuts a section out of its road; here the road is made of its sections, so the trigger is off in this transaction.
create temporary table laid on commit drop as
  select l.class, l.geom, l.class || '.' || (row_number() over along - 1) / 150 as code, row_number() over along as n,
         ST_Length(l.geom::geography) as length_m
    from (select class, ST_GeomFromWKB(decode(shape, 'hex'), 4326) as geom from unnest(%(classes)s::text[], %(shapes)s::text[]) u (class, shape)) l
   where ST_Length(l.geom::geography) > 1
  window along as (partition by l.class order by l.geom);
create temporary table measured on commit drop as
  select *, coalesce(sum(length_m) over (partition by code order by n rows between unbounded preceding and 1 preceding), 0) as from_m from laid;
insert into road (code, name, road_class, start_km, start_m, source, centreline)
  select code, 'Tuyến ' || code, class, 0, 0, 'test', ST_Multi(ST_Collect(geom order by n)) from measured group by code, class;
alter table section disable trigger b_place;
insert into section (road_id, from_m, to_m, pavement, condition, condition_on, source, geom)
  select r.id, from_m, from_m + length_m, (array['BTN', 'LN', 'CP'])[1 + n %% 3], (array['TOT', 'KHA', 'TB', 'XAU'])[1 + n / 3 %% 4], date '2026-01-01', 'test', ST_Multi(geom)
    from measured m join road r on r.code = m.code;
