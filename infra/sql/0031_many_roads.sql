-- Many new roads at once: what follows from a road that has just been made is made for all roads of a statement together.
-- Nobody else sees such a road and nothing can stand on it yet: there is nothing to lock, to take along or to refuse.

create function lrs.on_new_roads() returns trigger language plpgsql set search_path = public, pg_temp as $$
begin
  perform set_config('lrs.deriving', 'on', true);   -- see lrs.refuse_derived
  insert into road_line (road_id, geom, geom_3857, length_m, calibration)
    select n.id, m.line, ST_Transform(ST_Force2D(m.line), 3857), ST_M(ST_EndPoint(ST_GeometryN(m.line, ST_NumGeometries(m.line)))), 'none'
      from n, lateral (select lrs.with_measure(n.centreline) as line offset 0) m where m.line is not null;
  perform set_config('lrs.deriving', 'off', true);
  if current_setting('lrs.carrying', true) = 'on' then return null; end if;   -- see lrs.measure_road
  perform lrs.calibrate(n.id) from n where n.start_km is not null;   -- without posts or a start it is read by nothing
  return null;
end $$;
drop trigger m_measure on road;
create trigger m_measure after update or delete on road for each row execute function lrs.on_road();
create trigger m_measure_i after insert on road referencing new table as n for each statement execute function lrs.on_new_roads();

-- A line where there was none: of a new road, or of one that has waited for its line with its records.
create function lrs.on_new_lines() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  insert into road_piece select n.road_id, p.* from n, lateral lrs.pieces(n.geom) p;
  return null;
end $$;
drop trigger m_pieces on road_line;
create trigger m_pieces after delete on road_line for each row execute function lrs.on_road_line();
create trigger m_pieces_i after insert on road_line referencing new table as n for each statement execute function lrs.on_new_lines();

create function lrs.records_find_line() returns trigger language plpgsql set search_path = public, pg_temp as $$
declare t text;
begin
  if current_setting('lrs.carrying', true) = 'on' then return null; end if;
  foreach t in array array['inspection', 'posting', 'work'] loop
    execute format('update %I set from_m = from_m where road_id in (select road_id from n)', t);
  end loop;
  perform lrs.place_shared(array(select road_id from n));
  return null;
end $$;
drop trigger n_records on road_line;
drop trigger n_shared on road_line;
create trigger n_records after update of geom on road_line for each row execute function lrs.records_follow_line();
create trigger n_shared after update of geom on road_line for each row execute function lrs.shared_follow_line();
create trigger n_records_i after insert on road_line referencing new table as n for each statement execute function lrs.records_find_line();
