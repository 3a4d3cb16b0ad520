-- land of the base map under a tile: kind, name, geom.
SELECT a.kind, a.name,
       CASE WHEN %(z)s < 12 THEN ST_SimplifyPreserveTopology(a.geom_3857, tile.grid_m * 2) ELSE a.geom_3857 END AS geom
  FROM tile
  JOIN base_area a ON a.geom_3857 && tile.around
