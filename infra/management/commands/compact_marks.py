"""Fold the freshness marks of each tile cell into one row. Run it from a timer (nightly is plenty); tokens do not change."""

from typing import Any

from django.core.management.base import BaseCommand
from django.db import connection


class Command(BaseCommand):
    help = __doc__

    def handle(self, *args: Any, **options: Any) -> None:
        with connection.cursor() as cursor:
            cursor.execute("select fresh.compact()")
            cells = cursor.fetchone()[0]
        self.stdout.write(f"{cells} cells compacted")
