-- Vertices of roads drawn twice, and spikes: (id, code, field, facts, fix, place). The fix is the line without them.
with vertex as (
  select r.id, (d).path[1] as part, (d).path[2] as n, (d).geom as pt
    from (select id, ST_DumpPoints(centreline) as d from road where id = any (%(ids)s)) r),
turn as (
  select v.*, lag(pt) over w as before, lead(pt) over w as after from vertex v window w as (partition by id, part order by n)),
bad as (
  select id, part, n, pt, case when ST_Distance(before::geography, pt::geography) < %(vertex_doubled_m)s then 'vertex-doubled' else 'spike' end as code,
         degrees(ST_Angle(before, pt, after)) as angle
    from turn
   where before is not null and (ST_Distance(before::geography, pt::geography) < %(vertex_doubled_m)s
      or after is not null and not ST_Equals(after, pt) and not ST_Equals(before, pt)
         and (degrees(ST_Angle(before, pt, after)) < %(spike_deg)s or degrees(ST_Angle(before, pt, after)) > 360 - %(spike_deg)s)))
select b.id, b.code, 'geometry', json_build_object('count', count(*), 'degrees', round(min(least(b.angle, 360 - b.angle))::numeric, 1)),
       json_build_object('geometry', (
         select ST_AsGeoJSON(ST_Multi(ST_Collect(line order by part)), 9, 0)::json
           from (select v.part, ST_MakeLine(v.pt order by v.n) as line from vertex v
                  where v.id = b.id and not exists (select from bad o where o.id = v.id and o.code = b.code and o.part = v.part and o.n = v.n) group by v.part having count(*) > 1) kept)),
       ST_AsGeoJSON((array_agg(b.pt order by b.part, b.n))[1], 7, 0)
  from bad b
 group by b.id, b.code
 order by b.id, b.code
