-- Roads that cross themselves, with the first place where they do: (id, code, field, facts, fix, place).
with knotted as (
  select r.id, (d).path[1] as part, (d).geom as line from (select id, ST_Dump(centreline) as d from road where id = any (%(ids)s)) r
   where not ST_IsSimple((d).geom)),
step as (
  select k.id, k.part, n, ST_MakeLine(ST_PointN(k.line, n), ST_PointN(k.line, n + 1)) as seg from knotted k, generate_series(1, ST_NPoints(k.line) - 1) n)
select a.id, 'road-crosses-itself', 'geometry', json_build_object('count', count(*)), null::json,
       ST_AsGeoJSON((array_agg(ST_PointOnSurface(ST_Intersection(a.seg, b.seg)) order by a.part, a.n))[1], 7, 0)
  from step a join step b on b.id = a.id and b.part = a.part and b.n > a.n + 1 and ST_Intersects(a.seg, b.seg)
 group by a.id
 order by a.id
