-- One page of bridges as GeoJSON features; columns as in page_answer.sql.
\ir asked.sql
\ir bridges_matching.sql
\ir chosen_page.sql
\ir bridges_described.sql
\ir page_answer.sql
