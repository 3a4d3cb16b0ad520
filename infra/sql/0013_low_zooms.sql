-- Tiles below full detail: each road's lines thinned and merged, kept beside the tables and right in every snapshot (docs/decisions/0008).
-- An edit appends the road to low.dirty in its own transaction. Whoever draws takes the stored rows of clean roads and builds
-- those of dirty roads from the tables, in one statement; low.rebuild() stores them from a timer. No writer waits for another.
create schema low;

-- The classes drawn below full detail, and from which zoom (the catalogue of the tiles says the same; a test compares them).
create table low.class (road_class text primary key, from_z smallint not null);
insert into low.class values ('CT', 5), ('QL', 5), ('DT', 7);
-- A band serves the zooms up to `band`; nothing smaller than half a pixel of a tile of 512 pixels is kept.
create table low.band (band int primary key, half_pixel_m float8 not null, tile_m float8 not null);
insert into low.band select z, 40075016.685578488 / 2 ^ z / 1024, 40075016.685578488 / 2 ^ z from unnest(array[6, 8, 9]) z;

create table low.road (band int not null, road_id bigint not null, public_id text not null, code text not null, name text not null,
  road_class text not null, is_published boolean not null, geom geometry(Geometry, 3857) not null);
create table low.section (band int not null, road_id bigint not null, road text not null, road_class text not null, condition text,
  pavement text, is_published boolean not null, geom geometry(Geometry, 3857) not null);
create table low.bridge (road_id bigint not null, public_id text not null, condition text, status text not null, road_class text not null, is_published boolean not null, geom geometry(Geometry, 3857) not null);
create index low_road_band on low.road using gist (band, geom);
create index low_section_band on low.section using gist (band, geom);
create index low_bridge_place on low.bridge using gist (geom);
create index low_road_road on low.road (road_id);
create index low_section_road on low.section (road_id);
create index low_bridge_road on low.bridge (road_id);

-- Append only; 0 stands for every road of the layer.
create table low.dirty (layer text not null, road_id bigint not null);
create index dirty_road on low.dirty (layer, road_id);
create function low.dirty_roads(in_layer text) returns bigint[] language sql stable parallel safe as $$
  select case when bool_or(d.road_id = 0) then (select array_agg(id) from road) else coalesce(array_agg(distinct d.road_id), '{}') end
    from low.dirty d where d.layer = in_layer
$$;

-- What a band shows of some roads, built from the tables. `box`: only what lies under it (null: all); what is seen inside is the same.
create function low.built_road(roads bigint[], in_band int, box geometry) returns setof low.road language sql stable parallel safe as $$
  select b.band, r.id, r.public_id, r.code, r.name, r.road_class, r.is_published, ST_Simplify(l.geom_3857, b.half_pixel_m, true)
    from road r join road_line l on l.road_id = r.id join low.class c on c.road_class = r.road_class
    join low.band b on b.band = in_band and c.from_z <= b.band
   where r.id = any (roads) and (box is null or l.geom_3857 && box)
$$;

-- Sections of one road, condition and pavement become one line, cut where the grid of the band's tiles cuts, so that none is far
-- larger than a tile. Each is thinned before they are joined: its vertices are its own, whatever its neighbours do.
create function low.built_section(roads bigint[], in_band int, box geometry) returns setof low.section language sql stable parallel safe as $$
  select piece.band, piece.road_id, piece.code, piece.road_class, piece.condition, piece.pavement, piece.is_published, ST_LineMerge(ST_Collect(piece.geom))
    from (select b.band, s.road_id, r.code, r.road_class, s.condition, s.pavement, s.is_published and r.is_published as is_published,
                 floor(ST_XMin(s.geom_3857) / b.tile_m) as x, floor(ST_YMin(s.geom_3857) / b.tile_m) as y,
                 (ST_Dump(ST_Simplify(s.geom_3857, b.half_pixel_m, true))).geom
            from road r join low.class c on c.road_class = r.road_class join low.band b on b.band = in_band and c.from_z <= b.band
            join section s on s.road_id = r.id
           where r.id = any (roads) and s.geom_3857 is not null and (box is null or s.geom_3857 && box)) piece
   group by 1, 2, 3, 4, 5, 6, 7, piece.x, piece.y
$$;

create function low.built_bridge(roads bigint[], box geometry) returns setof low.bridge language sql stable parallel safe as $$
  select r.id, b.public_id, b.condition, b.status, r.road_class, b.is_published and r.is_published, b.geom_3857
    from road r join low.class c on c.road_class = r.road_class join bridge b on b.road_id = r.id
   where r.id = any (roads) and b.geom_3857 is not null and (box is null or b.geom_3857 && box)
$$;

-- What is drawn under a box at this instant, whatever low.rebuild() has or has not done: what the tiles' layers read.
create function low.roads(in_band int, box geometry) returns setof low.road language sql stable parallel safe as $$
  select f.* from low.road f
   where f.band = in_band and f.geom && box and not exists (select from low.dirty d where d.layer = 'roads' and d.road_id = f.road_id)
     and not exists (select from low.dirty d where d.layer = 'roads' and d.road_id = 0)
  union all select * from low.built_road(low.dirty_roads('roads'), in_band, box)
$$;
create function low.sections(in_band int, box geometry) returns setof low.section language sql stable parallel safe as $$
  select f.* from low.section f
   where f.band = in_band and f.geom && box and not exists (select from low.dirty d where d.layer = 'sections' and d.road_id = f.road_id)
     and not exists (select from low.dirty d where d.layer = 'sections' and d.road_id = 0)
  union all select * from low.built_section(low.dirty_roads('sections'), in_band, box)
$$;
create function low.bridges(box geometry) returns setof low.bridge language sql stable parallel safe as $$
  select f.* from low.bridge f
   where f.geom && box and not exists (select from low.dirty d where d.layer = 'bridges' and d.road_id = f.road_id)
     and not exists (select from low.dirty d where d.layer = 'bridges' and d.road_id = 0)
  union all select * from low.built_bridge(low.dirty_roads('bridges'), box)
$$;

-- Store what dirty roads show and drop their marks. The last statement has one snapshot: it deletes the marks it sees and builds from
-- the rows of the same instant; an edit that commits meanwhile keeps its mark. Rebuilders take turns. Returns how many roads it stored.
create function low.rebuild() returns bigint language plpgsql security definer set search_path = public, pg_temp as $$
declare done bigint;
begin
  perform pg_advisory_xact_lock(hashtext('low.rebuild'));
  with mark as (delete from low.dirty returning layer, road_id),
  stale as (   -- every road there is and every road that is stored, when a mark stands for all
    select layer, road_id from mark where road_id <> 0
    union select m.layer, r.id from mark m, road r where m.road_id = 0
    union select 'roads', f.road_id from low.road f where exists (select from mark m where m.layer = 'roads' and m.road_id = 0)
    union select 'sections', f.road_id from low.section f where exists (select from mark m where m.layer = 'sections' and m.road_id = 0)
    union select 'bridges', f.road_id from low.bridge f where exists (select from mark m where m.layer = 'bridges' and m.road_id = 0)),
  gone_road as (delete from low.road where road_id in (select road_id from stale where layer = 'roads')),
  gone_section as (delete from low.section where road_id in (select road_id from stale where layer = 'sections')),
  gone_bridge as (delete from low.bridge where road_id in (select road_id from stale where layer = 'bridges')),
  roads as (insert into low.road select n.* from low.band b, low.built_road(array(select road_id from stale where layer = 'roads'), b.band, null) n),
  sections as (insert into low.section select n.* from low.band b, low.built_section(array(select road_id from stale where layer = 'sections'), b.band, null) n),
  bridges as (insert into low.bridge select n.* from low.built_bridge(array(select road_id from stale where layer = 'bridges'), null) n)
  select count(distinct road_id) into done from stale;
  return done;
end $$;

-- Trigger for a table whose rows belong to a road; the argument is the layer.
create function low.on_drawn() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if tg_op = 'TRUNCATE' then insert into low.dirty values (tg_argv[0], 0);
  elsif tg_op = 'INSERT' then insert into low.dirty select distinct tg_argv[0], n.road_id from n where n.road_id is not null;
  elsif tg_op = 'DELETE' then insert into low.dirty select distinct tg_argv[0], o.road_id from o where o.road_id is not null;
  else insert into low.dirty select tg_argv[0], b.road_id from (select road_id from o union select road_id from n) b where b.road_id is not null;
  end if;
  return null;
end $$;

-- Code, class and publication of a road are drawn with all that stands on it. The bridges' own tiles know nothing of roads at full
-- detail, so the change is marked apart, for the tokens of the low zooms.
create function low.on_road() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  insert into low.dirty select k.layer, n.id from n join o using (id), unnest(array['roads', 'sections', 'bridges']) k (layer)
   where (n.public_id, n.code, n.name, n.road_class, n.is_published) is distinct from (o.public_id, o.code, o.name, o.road_class, o.is_published);
  if found then insert into fresh.mark (layer, x, y) values ('low', 0, 0); end if;
  return null;
end $$;

do $$ declare drawn text[]; begin
  foreach drawn slice 1 in array array[['road_line', 'roads'], ['section', 'sections'], ['bridge', 'bridges']] loop
    execute format($f$
      create trigger y_low_i after insert on %1$I referencing new table as n for each statement execute function low.on_drawn(%2$L);
      create trigger y_low_u after update on %1$I referencing old table as o new table as n for each statement execute function low.on_drawn(%2$L);
      create trigger y_low_d after delete on %1$I referencing old table as o for each statement execute function low.on_drawn(%2$L);
      create trigger y_low_t after truncate on %1$I for each statement execute function low.on_drawn(%2$L);
      alter table %1$I enable always trigger y_low_i; alter table %1$I enable always trigger y_low_u;
      alter table %1$I enable always trigger y_low_d; alter table %1$I enable always trigger y_low_t;$f$, drawn[1], drawn[2]);
  end loop;
end $$;
create trigger y_low_road after update on road referencing old table as o new table as n for each statement execute function low.on_road();
alter table road enable always trigger y_low_road;

-- The token of some layers over a range of z10 cells, as in 0005. In plpgsql it is planned once a connection; and a restored table has
-- another oid, so that sums that come again after a restore are no old tokens.
create or replace function fresh.token(layers text[], x0 int, y0 int, x1 int, y1 int) returns text language plpgsql stable as $$
declare total bigint;
begin
  select coalesce(sum(n), 0) into total from fresh.mark where layer = any (layers) and (x between x0 and x1 and y between y0 and y1 or x = -1);
  return (select value from fresh.epoch) || '.' || 'fresh.mark'::regclass::oid || '.' || total;
end $$;

-- What is there already.
insert into low.dirty values ('roads', 0), ('sections', 0), ('bridges', 0);
select low.rebuild();
