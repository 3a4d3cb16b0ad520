-- One page of roads as GeoJSON features; columns as in page_answer.sql.
\ir asked.sql
\ir roads_matching.sql
\ir chosen_page.sql
\ir roads_described.sql
\ir page_answer.sql
