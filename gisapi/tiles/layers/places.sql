-- towns under a tile: name, rank, geom.
SELECT p.name, p.rank::int AS rank, p.geom_3857 AS geom
  FROM tile
  JOIN place p ON p.geom_3857 && tile.around
