-- Requests counted together by all workers, a window of time each. Unlogged: a crash forgets the counts, nothing else.
create unlogged table request_count (
  key text not null,
  window_start bigint not null,   -- seconds since 1970, a multiple of the window's length
  n integer not null default 1,
  primary key (key, window_start)
);

-- Counts one more request and returns how many there are in this window.
create function count_request(in_key text, in_start bigint) returns integer language sql as $$
  insert into request_count as c (key, window_start) values (in_key, in_start)
  on conflict (key, window_start) do update set n = c.n + 1 returning n
$$;
