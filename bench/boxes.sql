-- 80 boxes (west, south, east, north) around sections spread over the country, the smallest of some sizes that holds 1,050 to 6,000.
select w, s, e, n from (
  select c.id, box.*
    from (select id, ST_Centroid(geom) as at from peer.road_section where substr(id, 3)::bigint % 2503 = 0) c
    cross join lateral (
      select round((ST_X(at) - h)::numeric, 5) as w, round((ST_Y(at) - h)::numeric, 5) as s,
             round((ST_X(at) + h)::numeric, 5) as e, round((ST_Y(at) + h)::numeric, 5) as n, held.count
        from unnest(array[.004, .006, .009, .013, .02, .03, .045, .07, .1, .15, .22, .33]) h
        cross join lateral (
          select count(*) from (select from peer.road_section r
            where ST_Intersects(r.geom, ST_MakeEnvelope(ST_X(at) - h, ST_Y(at) - h, ST_X(at) + h, ST_Y(at) + h, 4326)) limit 6001) counted) held
       where held.count >= 1050 order by h limit 1) box
   where box.count <= 6000 order by md5(c.id) limit 80) picked
