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
exec python -m config.serve 0.0.0.0 8000
