-- What somebody let stand, and why, is history too.
call history.attach('accepted_finding');
