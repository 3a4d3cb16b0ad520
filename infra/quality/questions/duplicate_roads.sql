-- Roads that run along another one for most of their length: (id, code, field, facts, fix, place).
select r.id, 'duplicate-road', 'geometry', json_build_object('other', o.code, 'share', round(along.share::numeric, 2)), null::json,
       ST_AsGeoJSON(ST_LineInterpolatePoint(ST_GeometryN(r.centreline, 1), 0.5), 7, 0)
  from road r
  join road o on o.id <> r.id and o.centreline && ST_Expand(r.centreline, %(duplicate_road_m)s / 100000)
  cross join lateral (
    select sum(ST_Length(ST_Intersection(r.centreline, ST_Buffer(ST_Force2D(p.geom), %(duplicate_road_m)s / 111000, 2)))) / nullif(ST_Length(r.centreline), 0) as share
      from road_piece p where p.road_id = o.id and ST_DWithin(p.geom, r.centreline, %(duplicate_road_m)s / 111000)) along
 where r.id = any (%(ids)s) and along.share >= %(duplicate_road_share)s
 order by r.id, o.id
