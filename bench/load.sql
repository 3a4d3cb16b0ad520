-- drawn_section and drawn_bridge into our own schema, as a bulk load would: every trigger, key and history row, but one.
-- b_place cuts a section out of its road (a millisecond each). Here the road is made of its sections, so that each
-- section's line is known; the trigger is off for this load only, on a database that exists to be measured.

-- Roads: neighbours of one class in runs of 150, on the curve that orders geometry (Hilbert).
create temporary table placed as
  select d.*, road_class || '.' || 1 + (row_number() over along - 1) / 150 as road_code,
         row_number() over along as n, ST_Length(geom::geography) as length_m
    from drawn_section d window along as (partition by road_class order by geom);
create temporary table measured as
  select *, coalesce(sum(length_m) over (partition by road_code order by n rows between unbounded preceding and 1 preceding), 0) as from_m
    from placed;

create temporary table made as
  select road_code, road_class, ST_Multi(ST_Collect(geom order by n)) as centreline, row_number() over (order by min(n)) as n
    from measured group by road_code, road_class;

-- A thousand roads a transaction: each keeps two advisory locks until its transaction ends, and the lock table is finite.
select format($$insert into road (code, name, road_class, start_km, start_m, source, centreline)
  select road_code, 'Tuyến ' || road_code, road_class, 0, 0, 'bench', centreline from made where n / 1000 = %s order by n$$, thousand)
  from generate_series(0, (select max(n) / 1000 from made)) as thousand \gexec
analyze road;

alter table section disable trigger b_place;
insert into section (road_id, from_m, to_m, pavement, carriageway_width_m, condition, condition_on, source, geom)
  select r.id, from_m, from_m + length_m, pavement, width_m, condition, condition_on, 'bench', ST_Multi(geom)
    from measured m join road r on r.code = m.road_code order by geom;
alter table section enable trigger b_place;

alter table bridge disable trigger b_place;
insert into bridge (name, code, located_by, at_m, road_id, length_m, built_year, condition, condition_on, source, geom)
  select 'Cầu số ' || n, 'BC' || n, 'coordinates', at_m, road_id, d.length_m, built_year, condition, condition_on, 'bench', d.geom
    from (select *, row_number() over (order by geom) as n from drawn_bridge) d
    cross join lateral (select s.road_id, s.from_m as at_m from section s order by s.geom_3857 <-> ST_Transform(d.geom, 3857) limit 1) s
   order by n;
alter table bridge enable trigger b_place;

drop table drawn_section, drawn_bridge;
