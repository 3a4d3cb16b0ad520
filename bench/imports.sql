-- :rows culverts with a code, the chainage and the point (lon, lat) they stand at, spread evenly over up to 400 roads longer than 1 km (no expressway: their codes have two digits in files, one here); in an order that mixes the roads.
with roads as (
  select r.id, r.code, l.length_m, row_number() over (order by r.id) - 1 as place
    from road r join road_line l on l.road_id = r.id where l.length_m > 1000 and r.branch = '000' and r.road_class <> 'CT' order by r.id limit 400),
spots as (
  select n, r.id, r.code, r.length_m * (n / held.roads + 0.5) / (:rows / held.roads + 1) as at_m
    from (select count(*) as roads from roads) held cross join generate_series(0, :rows - 1) n join roads r on r.place = n % held.roads)
select s.code, read.chainage, ST_X(stands.at), ST_Y(stands.at), 'BENCH' || s.n
  from spots s cross join lateral lrs.point_at(s.id, s.at_m) as stands (at) cross join lateral lrs.chainage(s.id, s.at_m) as read (chainage)
 where stands.at is not null and read.chainage is not null order by s.n
