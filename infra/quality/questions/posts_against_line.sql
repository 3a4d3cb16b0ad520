-- Posts that do not calibrate their road, and why: (id, code, field, facts, fix, place).
select k.id, case c.verdict when 'out_of_order' then 'post-out-of-order' when 'far_from_line' then 'post-far-from-line' else 'post-without-position' end,
       'geometry', json_build_object('km', k.km, 'metres', round(abs(c.offset_m)::numeric, 1)), null::json, ST_AsGeoJSON(k.geom, 7, 0)
  from km_post k
  join post_calibration c on c.km_post_id = k.id and c.verdict <> 'used'
 where k.id = any (%(ids)s)
 order by k.id
