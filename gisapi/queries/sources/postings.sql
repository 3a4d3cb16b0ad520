-- Postings: one row each, columns as in postings.csv.
SELECT
\ir record_columns.sql
       x.sign, x.limit_t, x.limit_m, x.vehicle_type, x.decision_number, x.valid_from, x.valid_to, x.above_load_reason
  FROM posting x
\ir record_joins.sql
