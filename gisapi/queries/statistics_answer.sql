-- groups (json array text), total_count, total_km, road_found, unit_found, unit_drawn; keys not asked for are dropped.
SELECT coalesce((SELECT json_agg(line ORDER BY line::text)
                   FROM (SELECT to_jsonb(g) - %(not_by)s::text[] AS line FROM grouped g WHERE g.count > 0) AS lines), '[]')::text AS groups,
       (SELECT coalesce(sum(count), 0) FROM grouped) AS total_count,
       (SELECT sum(length_km) FROM grouped) AS total_km,
       EXISTS (SELECT FROM named_road) AS road_found,
       EXISTS (SELECT FROM asked_unit) AS unit_found,
       EXISTS (SELECT FROM asked_unit WHERE geom IS NOT NULL) AS unit_drawn
