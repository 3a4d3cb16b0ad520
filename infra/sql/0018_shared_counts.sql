-- Requests are counted several at a time: a worker tells its reads in shares, so that reading seldom writes (docs/decisions/0022).
drop function count_request(text, bigint);

-- Counts `in_n` more requests and returns how many there are in this window.
create function count_requests(in_key text, in_start bigint, in_n integer) returns integer language sql as $$
  insert into request_count as c (key, window_start, n) values (in_key, in_start, in_n)
  on conflict (key, window_start) do update set n = c.n + excluded.n returning n
$$;
