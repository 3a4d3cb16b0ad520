-- sections under a tile: number (of the public id), id, road, condition, pavement, road_class …, geom. A section is seen when its road is.
SELECT substr(s.public_id, 3)::bigint AS number, s.public_id AS id, r.code AS road, s.condition, s.pavement, r.road_class, s.from_m, s.to_m, s.to_m - s.from_m AS length_m,
       s.carriageway_width_m::float8 AS carriageway_width_m, s.formation_width_m::float8 AS formation_width_m, s.lanes::int AS lanes,
       s.condition_on, s.iri_m_km::float8 AS iri_m_km, s.surfaced_year::int AS surfaced_year, CASE WHEN %(z)s < 13 THEN ST_Simplify(s.geom_3857, tile.grid_m * 4, true) ELSE s.geom_3857 END AS geom
  FROM tile
  JOIN section s ON s.geom_3857 && tile.around
  JOIN road r ON r.id = s.road_id
 WHERE s.is_published AND r.is_published OR %(signed_in)s
