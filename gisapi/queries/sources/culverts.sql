-- Culverts: one row each, columns as in culverts.csv.
SELECT
\ir structure_columns.sql
       s.kind, s.shape, s.load, s.cells, s.width_m, s.height_m, s.diameter_m, s.opening_text, s.length_m, s.body,
       s.head_up, s.head_down, s.gate_up, s.gate_down, s.apron_up, s.apron_down, s.apron_up_m2, s.apron_down_m2,
       s.sump_up, s.sump_up_depth_m, s.sump_up_width_m, s.sump_up_length_m,
       s.sump_down, s.sump_down_depth_m, s.sump_down_width_m, s.sump_down_length_m,
       s.skew_deg, s.hydraulic, s.design_life_years, s.unit_text
  FROM culvert s
\ir structure_joins.sql
