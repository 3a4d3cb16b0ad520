-- One page of communes as GeoJSON features; columns as in page_answer.sql.
\ir asked.sql
\ir communes_matching.sql
\ir chosen_page.sql
\ir communes_described.sql
\ir page_answer.sql
