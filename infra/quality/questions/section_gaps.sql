-- Metres of road after a section (or before a road's first) that no section describes: (id, code, field, facts, fix, place).
with one as (
  select s.id, s.road_id, s.from_m, s.to_m, l.length_m,
         (select min(n.from_m) from section n where n.road_id = s.road_id and n.from_m >= s.to_m - 0.001) as next_m,
         not exists (select from section p where p.road_id = s.road_id and p.from_m < s.from_m) as is_first
    from section s left join road_line l on l.road_id = s.road_id
   where s.id = any (%(ids)s)),
gap as (
  select id, road_id, 'to_m' as field, to_m as from_m, coalesce(next_m, length_m) as to_m from one
  union all select id, road_id, 'from_m', 0, from_m from one where is_first)
select g.id, 'section-gap', g.field,
       json_build_object('from', lrs.chainage(g.road_id, g.from_m), 'to', lrs.chainage(g.road_id, g.to_m), 'metres', round((g.to_m - g.from_m)::numeric, 1)),
       json_build_object(g.field, round((case g.field when 'to_m' then g.to_m else g.from_m end)::numeric, 3)),
       ST_AsGeoJSON(lrs.point_at(g.road_id, (g.from_m + g.to_m) / 2), 7, 0)
  from gap g
 where g.to_m - g.from_m > %(section_gap_m)s
 order by g.id, g.from_m
