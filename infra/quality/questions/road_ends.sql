-- Ends of roads that stop a little short of another road: (id, code, field, facts, fix, place). The fix is the line drawn to the other.
with ends as (
  select r.id, r.centreline, e.part, e.vertex, e.pt
    from road r,
         lateral (values (1, 0, ST_StartPoint(ST_GeometryN(r.centreline, 1))),
                         (ST_NumGeometries(r.centreline), ST_NPoints(ST_GeometryN(r.centreline, ST_NumGeometries(r.centreline))) - 1,
                          ST_EndPoint(ST_GeometryN(r.centreline, ST_NumGeometries(r.centreline))))) e (part, vertex, pt)
   where r.id = any (%(ids)s) and r.centreline is not null),
near as (
  select e.*, o.road_id, o.foot, o.away_m
    from ends e,
         lateral (select p.road_id, ST_ClosestPoint(ST_Force2D(p.geom), e.pt) as foot, ST_Distance(p.geom::geography, e.pt::geography) as away_m
                    from road_piece p where p.road_id <> e.id and p.geom && ST_Expand(e.pt, %(road_end_near_m)s / 100000)
                   order by 3 limit 1) o
   where o.away_m between %(road_end_joined_m)s and %(road_end_near_m)s)
select n.id, 'road-end-not-joined', 'geometry', json_build_object('other', r.code, 'metres', round(n.away_m::numeric, 2)),
       json_build_object('geometry', ST_AsGeoJSON((
         select ST_Multi(ST_Collect(case when (d).path[1] = n.part then ST_SetPoint((d).geom, n.vertex, n.foot) else (d).geom end order by (d).path[1]))
           from (select ST_Dump(n.centreline) as d) parts), 9, 0)::json),
       ST_AsGeoJSON(n.pt, 7, 0)
  from near n join road r on r.id = n.road_id
 order by n.id, n.part
