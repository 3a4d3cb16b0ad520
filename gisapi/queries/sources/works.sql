-- Works: one row each, columns as in works.csv.
SELECT
\ir record_columns.sql
       x.kind, x.title, coalesce(x.finished_on, x.started_on, x.planned_on) AS dated_on, x.planned_on, x.started_on, x.finished_on,
       x.cost_vnd, x.contractor, x.decision_number
  FROM work x
\ir record_joins.sql
