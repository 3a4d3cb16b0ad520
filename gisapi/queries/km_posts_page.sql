-- One page of km posts as GeoJSON features; columns as in page_answer.sql.
\ir asked.sql
\ir km_posts_matching.sql
\ir chosen_page.sql
\ir km_posts_described.sql
\ir page_answer.sql
