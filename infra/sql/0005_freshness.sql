-- Which tiles an edit touched: append-only marks per z10 cell, written by the edit's own transaction.
-- A tile's token is the sum of the marks under it: it changes with every committed edit that touches the tile and with no
-- other, in whatever order commits become visible, and no two writers share a row (docs/decisions/0003).

create table fresh.epoch (one boolean primary key default true check (one), value text not null);
insert into fresh.epoch (value) values (substr(md5(random()::text || clock_timestamp()::text), 1, 8));

create table fresh.mark (layer text not null, x int not null, y int not null, n bigint not null default 1);
create index mark_cell on fresh.mark (layer, x, y) include (n);

-- The z10 cells under a box in EPSG:3857; a box of more than 64 cells is the whole layer, written (-1, -1).
create function fresh.cells(b box2d, out x int, out y int) returns setof record language plpgsql immutable parallel safe rows 1 as $$
declare
  cell constant float8 := 39135.75848201024; edge constant float8 := 20037508.342789244;
  x0 int := least(greatest(floor((ST_XMin(b) + edge) / cell), 0), 1023); x1 int := least(greatest(floor((ST_XMax(b) + edge) / cell), 0), 1023);
  y0 int := least(greatest(floor((edge - ST_YMax(b)) / cell), 0), 1023); y1 int := least(greatest(floor((edge - ST_YMin(b)) / cell), 0), 1023);
begin
  if b is null then return; end if;
  if (x1 - x0 + 1) * (y1 - y0 + 1) > 64 then x := -1; y := -1; return next; return; end if;
  for i in x0..x1 loop for j in y0..y1 loop x := i; y := j; return next; end loop; end loop;
end $$;

-- Trigger for a table drawn by its own geom_3857; the argument is the layer.
create function fresh.on_drawn() returns trigger language plpgsql security definer set search_path = public, fresh, pg_temp as $$
begin
  if tg_op = 'TRUNCATE' then insert into fresh.mark (layer, x, y) values (tg_argv[0], -1, -1); return null; end if;
  if tg_op = 'INSERT' then
    insert into fresh.mark (layer, x, y) select distinct tg_argv[0], c.x, c.y from n, lateral fresh.cells(n.geom_3857::box2d) c;
  elsif tg_op = 'DELETE' then
    insert into fresh.mark (layer, x, y) select distinct tg_argv[0], c.x, c.y from o, lateral fresh.cells(o.geom_3857::box2d) c;
  else
    insert into fresh.mark (layer, x, y) select distinct tg_argv[0], c.x, c.y
      from (select geom_3857::box2d as b from o union all select geom_3857::box2d from n) s, lateral fresh.cells(s.b) c;
  end if;
  return null;
end $$;

-- A road's code and class are drawn in its own layer and in those of what lies along it.
create function fresh.on_road() returns trigger language plpgsql security definer set search_path = public, fresh, pg_temp as $$
begin
  insert into fresh.mark (layer, x, y) select k.layer, c.x, c.y
    from n join road_line l on l.road_id = n.id, lateral fresh.cells(l.geom_3857::box2d) c, unnest(array['roads', 'sections']) k (layer)
    union select 'km-posts', c.x, c.y from n join km_post p on p.road_id = n.id, lateral fresh.cells(p.geom_3857::box2d) c;
  return null;
end $$;

do $$ declare drawn text[]; begin
  foreach drawn slice 1 in array array[['road_line', 'roads'], ['section', 'sections'], ['bridge', 'bridges'], ['culvert', 'culverts'],
      ['km_post', 'km-posts'], ['administrative_unit', 'communes'], ['base_area', 'land'], ['place', 'places']] loop
    execute format($f$
      create trigger y_fresh_i after insert on %1$I referencing new table as n for each statement execute function fresh.on_drawn(%2$L);
      create trigger y_fresh_u after update on %1$I referencing old table as o new table as n for each statement execute function fresh.on_drawn(%2$L);
      create trigger y_fresh_d after delete on %1$I referencing old table as o for each statement execute function fresh.on_drawn(%2$L);
      create trigger y_fresh_t after truncate on %1$I for each statement execute function fresh.on_drawn(%2$L);
      alter table %1$I enable always trigger y_fresh_i; alter table %1$I enable always trigger y_fresh_u;
      alter table %1$I enable always trigger y_fresh_d; alter table %1$I enable always trigger y_fresh_t;$f$, drawn[1], drawn[2]);
  end loop;
end $$;
create trigger y_fresh_road after update on road referencing new table as n for each statement execute function fresh.on_road();
alter table road enable always trigger y_fresh_road;

-- The token of some layers over a range of z10 cells (that of the tile's envelope with its buffer).
-- Read it in the statement that renders the tile, or before it; never after.
create function fresh.token(layers text[], x0 int, y0 int, x1 int, y1 int) returns text language sql stable as $$
  select (select value from fresh.epoch) || '.' || coalesce(sum(n), 0)
    from fresh.mark where layer = any (layers) and (x between x0 and x1 and y between y0 and y1 or x = -1)
$$;

-- Replace the marks of each cell by their sum (the sum is the same in every snapshot). Run from a timer, never in a user's transaction.
create function fresh.compact() returns bigint language sql as $$
  with crowded as (select layer, x, y from fresh.mark group by 1, 2, 3 having count(*) > 1),
       gone as (delete from fresh.mark m using crowded k where (m.layer, m.x, m.y) = (k.layer, k.x, k.y) returning m.*),
       summed as (insert into fresh.mark select layer, x, y, sum(n) from gone group by 1, 2, 3)
  select count(*) from crowded
$$;
