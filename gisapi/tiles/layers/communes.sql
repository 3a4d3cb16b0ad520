-- communes in force under a tile: id (unit code), name, geom.
SELECT u.code AS id, u.name_vi AS name,
       CASE WHEN %(z)s < 12 THEN ST_SimplifyPreserveTopology(u.geom_3857, tile.grid_m * 2) ELSE u.geom_3857 END AS geom
  FROM tile
  JOIN administrative_unit u ON u.geom_3857 && tile.around
 WHERE u.level = 'COMMUNE' AND u.valid_to IS NULL
