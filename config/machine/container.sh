#!/bin/sh
# What the web container does: migrate, fill an empty database, serve.
set -eu
python manage.py migrate --verbosity 0
# Sign-ins with published passwords only where they were asked for.
if [ "${CAUDUONG_DEMO:-0}" = 1 ]; then
    python manage.py load_sample --if-empty --demo-users
else
    python manage.py load_sample --if-empty
fi
# As in server.sh.
export MALLOC_ARENA_MAX=1 MALLOC_TRIM_THRESHOLD_=1000000 MALLOC_MMAP_THRESHOLD_=262144
exec granian --interface wsgi --host 0.0.0.0 --port 8000 --workers 2 --blocking-threads 4 --no-ws \
    --respawn-failed-workers config.wsgi:application
