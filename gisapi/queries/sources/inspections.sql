-- Inspections: one row each, columns as in inspections.csv.
SELECT
\ir record_columns.sql
       x.inspection_type, x.done_on, x.organisation, x.deck_rating, x.superstructure_rating, x.substructure_rating,
       x.condition, x.condition_reason,
       (SELECT coalesce(json_agg(json_build_object('component', f.component, 'defect', f.defect, 'recommendation', f.recommendation,
                                                   'priority', f.priority) ORDER BY k.sort, f.id), '[]')
          FROM finding f JOIN code_component k ON k.code = f.component WHERE f.inspection_id = x.id) AS findings
  FROM inspection x
\ir record_joins.sql
