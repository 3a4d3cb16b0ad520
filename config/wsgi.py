"""The application as a WSGI server sees it."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
_django = get_wsgi_application()

from config.short_way import short_way  # noqa: E402 (what it imports needs the applications loaded)

application = short_way(_django)
