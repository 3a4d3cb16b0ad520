-- communes in force under a tile: id (unit code), name, geom.
SELECT u.code AS id, u.name_vi AS name,
       CASE WHEN %(z)s < 12 THEN ST_SimplifyPreserveTopology(u.geom_3857, tile.grid_m * 2) ELSE u.geom_3857 END AS geom
  FROM (SELECT ST_MakeEnvelope(%(west)s, %(south)s, %(east)s, %(north)s, 3857) AS box, %(grid_m)s::float8 AS grid_m) AS tile
  JOIN administrative_unit u ON u.geom_3857 && tile.box
 WHERE u.level = 'COMMUNE' AND u.valid_to IS NULL
