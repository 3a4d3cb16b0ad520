-- The facts of bridges or culverts (`{table}`, its records by `{subject}`) that the rules ask for: one row each, by id.
select s.*, r.code as road, r.status as road_status, m.code as unit, m.valid_to as unit_ended_on, successor.code as unit_successor,
       lrs.chainage(s.road_id, s.at_m) as chainage,
       case when s.stated_km is not null then lrs.chainage_text(s.stated_km, coalesce(s.stated_m, 0)) end as stated_chainage,
       stated.at_m as stated_at_m, near.at_m as nearest_m, abs(near.offset_m) as away_m,
       ST_Distance(s.geom::geography, lrs.point_at(s.road_id, s.at_m, s.offset_m)::geography) as position_gap_m,
       s.geom is not null and not exists (
         select from administrative_unit u where u.level = 'COMMUNE' and u.valid_to is null and ST_Covers(u.geom, s.geom))
         and exists (select from administrative_unit u where u.level = 'COMMUNE' and u.valid_to is null and u.geom is not null) as outside_communes,
       (select max(i.done_on) from inspection i where i.{subject} = s.id) as inspected_on,
       (select json_agg(json_build_object('id', p.public_id, 'sign', p.sign, 'limit_t', p.limit_t, 'limit_m', p.limit_m, 'reason', p.above_load_reason) order by p.id)
          from posting p where p.{subject} = s.id and coalesce(p.valid_from, '-infinity') <= %(as_at)s and coalesce(p.valid_to, 'infinity') >= %(as_at)s) as signs,
       ST_AsGeoJSON(s.geom, 7, 0) as place
  from {table} s
  left join road r on r.id = s.road_id
  left join managing_unit m on m.id = s.managing_unit_id
  left join managing_unit successor on successor.id = m.successor_id
  left join lateral lrs.measure(s.road_id, s.stated_km, coalesce(s.stated_m, 0)::float8) stated on s.located_by = 'coordinates' and stated.over_m <= lrs.tolerance_m()
  left join lateral lrs.locate(s.road_id, s.geom) near on s.located_by = 'coordinates' and s.road_id is not null
 where s.id = any (%(ids)s)
 order by s.id
