#!/bin/sh
# What the upkeep container does: the same as config/systemd/cauduong-upkeep.service, every five minutes. A failure ends it: it is started again.
set -eu
while true; do
    python manage.py compact_marks
    python manage.py forget_expired
    python manage.py clearsessions
    sleep 300
done
