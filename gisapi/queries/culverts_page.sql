-- One page of culverts as GeoJSON features; columns as in page_answer.sql.
\ir asked.sql
\ir culverts_matching.sql
\ir chosen_page.sql
\ir culverts_described.sql
\ir page_answer.sql
