-- A band for each zoom of 5 to 12. Lines of z10-12 are kept as those of lower zooms are (0013), of every class: those of CT, QL and DT one by one with their number, the
-- others merged by road, condition and pavement (docs/decisions/0018). What is drawn of a class that has no row in low.class begins at z10.
-- DT begins a zoom later than in 0013: its many short lines made z7 the dearest tile.
update low.class set from_z = 8 where road_class = 'DT';
insert into low.band select z, 40075016.685578488 / 2 ^ z / 1024, 40075016.685578488 / 2 ^ z from unnest(array[5, 7, 10, 11, 12]) z;
alter table low.section add number bigint;   -- of the public id; null where several are one line
create function low.whole_from_z() returns int language sql immutable parallel safe as $$ select 10 $$;

create or replace function low.built_road(roads bigint[], in_band int, box geometry) returns setof low.road language sql stable parallel safe as $$
  select b.band, r.id, r.public_id, r.code, r.name, r.road_class, r.is_published, ST_Simplify(l.geom_3857, b.half_pixel_m, true)
    from road r join road_line l on l.road_id = r.id left join low.class c on c.road_class = r.road_class
    join low.band b on b.band = in_band and coalesce(c.from_z, low.whole_from_z()) <= b.band
   where r.id = any (roads) and (box is null or l.geom_3857 && box)
$$;

-- As in 0013; and from z10 on sections of the classes of low.class stay apart.
create or replace function low.built_section(roads bigint[], in_band int, box geometry) returns setof low.section language sql stable parallel safe as $$
  select piece.band, piece.road_id, piece.code, piece.road_class, piece.condition, piece.pavement, piece.is_published,
         ST_LineMerge(ST_Collect(piece.geom)), piece.number
    from (select b.band, s.road_id, r.code, r.road_class, s.condition, s.pavement, s.is_published and r.is_published as is_published,
                 floor(ST_XMin(s.geom_3857) / b.tile_m) as x, floor(ST_YMin(s.geom_3857) / b.tile_m) as y,
                 case when b.band >= low.whole_from_z() and c.road_class is not null then substr(s.public_id, 3)::bigint end as number,
                 (ST_Dump(ST_Simplify(s.geom_3857, b.half_pixel_m, true))).geom
            from road r left join low.class c on c.road_class = r.road_class
            join low.band b on b.band = in_band and coalesce(c.from_z, low.whole_from_z()) <= b.band
            join section s on s.road_id = r.id
           where r.id = any (roads) and s.geom_3857 is not null and (box is null or s.geom_3857 && box)) piece
   group by 1, 2, 3, 4, 5, 6, 7, piece.x, piece.y, piece.number
$$;

insert into low.dirty values ('roads', 0), ('sections', 0);
select low.rebuild();
