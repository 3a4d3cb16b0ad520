-- What was said of a draft is not rewritten.
create trigger keep before update or delete on draft_event for each statement execute function history.refuse();
