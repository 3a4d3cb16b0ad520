-- Every row of every code list in its order, and the managing units, which are chosen like codes: (list, code, label_vi, label_en, facts, valid_from, valid_to, source, confidence).
SELECT json_object_agg(list, rows ORDER BY list)::text AS lists FROM (
  SELECT list, json_agg(json_build_object('code', code, 'label_vi', label_vi, 'label_en', label_en, 'facts', facts,
           'valid_from', valid_from, 'valid_to', valid_to, 'source', source, 'confidence', confidence) ORDER BY sort, code) AS rows
    FROM (
      SELECT 'road_class' AS list, * FROM code_road_class
      UNION ALL SELECT 'road_function' AS list, * FROM code_road_function
      UNION ALL SELECT 'technical_grade' AS list, * FROM code_technical_grade
      UNION ALL SELECT 'rural_grade' AS list, * FROM code_rural_grade
      UNION ALL SELECT 'urban_class' AS list, * FROM code_urban_class
      UNION ALL SELECT 'pavement' AS list, * FROM code_pavement
      UNION ALL SELECT 'side' AS list, * FROM code_side
      UNION ALL SELECT 'condition' AS list, * FROM code_condition
      UNION ALL SELECT 'status' AS list, * FROM code_status
      UNION ALL SELECT 'bridge_type' AS list, * FROM code_bridge_type
      UNION ALL SELECT 'permanence' AS list, * FROM code_permanence
      UNION ALL SELECT 'crossing' AS list, * FROM code_crossing
      UNION ALL SELECT 'load' AS list, * FROM code_load
      UNION ALL SELECT 'foundation' AS list, * FROM code_foundation
      UNION ALL SELECT 'posting_sign' AS list, * FROM code_posting_sign
      UNION ALL SELECT 'inspection_type' AS list, * FROM code_inspection_type
      UNION ALL SELECT 'inspection_priority' AS list, * FROM code_inspection_priority
      UNION ALL SELECT 'component' AS list, * FROM code_component
      UNION ALL SELECT 'work_kind' AS list, * FROM code_work_kind
      UNION ALL SELECT 'culvert_kind' AS list, * FROM code_culvert_kind
      UNION ALL SELECT 'culvert_shape' AS list, * FROM code_culvert_shape
      UNION ALL SELECT 'culvert_body' AS list, * FROM code_culvert_body
      UNION ALL SELECT 'culvert_head' AS list, * FROM code_culvert_head
      UNION ALL SELECT 'gate' AS list, * FROM code_gate
      UNION ALL SELECT 'apron' AS list, * FROM code_apron
      UNION ALL SELECT 'sump' AS list, * FROM code_sump
      UNION ALL SELECT 'hydraulic' AS list, * FROM code_hydraulic
      UNION ALL SELECT 'post_material' AS list, * FROM code_post_material
      UNION ALL SELECT 'waterway_kind' AS list, * FROM code_waterway_kind
      UNION ALL SELECT 'navigation_class' AS list, * FROM code_navigation_class
      UNION ALL SELECT 'unit_level' AS list, * FROM code_unit_level
      UNION ALL SELECT 'check_threshold' AS list, * FROM code_check_threshold
      UNION ALL SELECT 'iri_threshold' AS list, * FROM code_iri_threshold
      UNION ALL SELECT 'managing_unit', code, name_vi, name_en, source, '', valid_from, valid_to, 0, '{}' FROM managing_unit
    ) AS listed (list, code, label_vi, label_en, source, confidence, valid_from, valid_to, sort, facts)
   GROUP BY list) AS grouped
