-- A road's other names as they are compared, so that an index finds them.
create function plain_codes(names text[]) returns text[] language sql immutable strict parallel safe as $$
  select coalesce(array_agg(public.plain_code(n)), '{}') from unnest(names) n
$$;
create index road_plain_aliases on road using gin (plain_codes(aliases));

-- Which roads a name means: its public id (rank 0), its code (1) or one of its aliases (2, told in answers_to), the letters and digits of
-- it compared and nothing else. The one rule for all who read or write a road by name; of one road only its best rank.
create function roads_named(names text[]) returns table (said text, road_id bigint, answers_to text, rank int) language plpgsql stable parallel safe as $$   -- planned once a session
#variable_conflict use_column
begin
  return query
  with word as materialized (select w.said, plain_code(w.said) as letters from (select distinct unnest(names) as said) w where w.said is not null)
  select distinct on (c.said, c.road_id) c.said, c.road_id, c.answers_to, c.rank
    from (select w.said, r.id as road_id, ''::text as answers_to, 0 as rank from word w join road r on r.public_id = w.said
          union all
          select w.said, r.id, '', 1 from word w join road r on plain_code(r.code) = w.letters where w.letters <> ''
          union all
          select w.said, r.id, a.alias::text, 2
            from word w join road r on plain_codes(r.aliases) @> array[w.letters] cross join lateral unnest(r.aliases) a (alias)
           where w.letters <> '' and plain_code(a.alias) = w.letters) c
   order by c.said, c.road_id, c.rank, c.answers_to;
end $$;
