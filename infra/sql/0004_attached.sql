-- The assets whose history is kept.
call history.attach('road');
call history.attach('km_post');
call history.attach('section');
call history.attach('bridge');
call history.attach('culvert');
