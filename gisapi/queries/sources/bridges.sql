-- Bridges: one row each, columns as in bridges.csv.
SELECT
\ir structure_columns.sql
       s.bridge_type, s.permanence, s.crossing, s.crossing_name, s.span_scheme, s.span_count, s.length_m, s.width_m,
       s.carriageway_width_m, s.footway_width_m, s.skew_deg, s.design_load, s.actual_load, s.vertical_clearance_m,
       s.navigation_width_m, s.navigation_height_m, s.foundation, s.opened_year,
       s.deck_rating, s.superstructure_rating, s.substructure_rating
  FROM bridge s
\ir structure_joins.sql
