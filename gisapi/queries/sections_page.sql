-- One page of sections as GeoJSON features; columns as in page_answer.sql.
\ir asked.sql
\ir sections_matching.sql
\ir chosen_page.sql
\ir sections_described.sql
\ir page_answer.sql
