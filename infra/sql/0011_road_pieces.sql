-- The measured line of each road in short pieces: finding a place on a road reads a piece, not all of a long road, and many places at once
-- can be found by an index. Derived from road_line by trigger; lrs.point_at and lrs.locate (0003) say the same of the whole line.

create table road_piece (
  road_id bigint not null,   -- no foreign key: the triggers below take pieces away, and a truncation need not name this table
  from_m float8 not null,
  to_m float8 not null,
  geom geometry(LineStringM, 4326) not null
);
create index road_piece_along on road_piece (road_id, to_m);
create index road_piece_4326 on road_piece using gist (geom);

-- A measured line cut at every 24th vertex; neighbours share a vertex, parts share none.
create function lrs.pieces(line geometry) returns table (from_m float8, to_m float8, geom geometry) language sql immutable parallel safe as $$
  with vertex as (select (d).path[1] as part, (d).path[2] - 1 as n, (d).geom as pt from ST_DumpPoints(line) d),
  sorted as (select part, n, pt, n / 24 as piece from vertex union all select part, n, pt, n / 24 - 1 from vertex where n % 24 = 0 and n > 0),
  piece as (select ST_MakeLine(pt order by n) as geom from sorted group by part, piece having count(*) > 1)
  select ST_M(ST_StartPoint(p.geom)), ST_M(ST_EndPoint(p.geom)), p.geom from piece p
$$;

create function lrs.on_road_line() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if tg_op = 'TRUNCATE' then delete from road_piece; return null; end if;
  if tg_op <> 'INSERT' then delete from road_piece where road_id = old.road_id; end if;
  if tg_op <> 'DELETE' then insert into road_piece select new.road_id, p.* from lrs.pieces(new.geom) p; end if;
  return null;
end $$;
create trigger m_pieces after insert or delete on road_line for each row execute function lrs.on_road_line();
create trigger m_pieces_u after update of geom, road_id on road_line for each row execute function lrs.on_road_line();
create trigger m_pieces_t after truncate on road_line for each statement execute function lrs.on_road_line();

insert into road_piece select l.road_id, p.* from road_line l, lateral lrs.pieces(l.geom) p;   -- roads known before this migration
create trigger a_derived before insert or update or delete on road_piece for each statement when (pg_trigger_depth() = 0) execute function lrs.refuse_derived();
