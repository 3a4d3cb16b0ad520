-- The attributes of the product's own tile, each section apart ($1 z, $2 x, $3 y).
select ST_AsMVT(f, 'sections', 4096, 'geom', 'number') from (
  select substr(id, 3)::bigint as number, road, condition, pavement, road_class, ST_AsMVTGeom(s.geom, tile.box, 4096, 64, true) as geom
    from (select ST_TileEnvelope($1::int, $2::int, $3::int) as box,
                 ST_TileEnvelope($1::int, $2::int, $3::int, margin => 64.0 / 4096) as around) as tile
    join peer.road_section_3857 s on s.geom && tile.around
) as f where geom is not null
