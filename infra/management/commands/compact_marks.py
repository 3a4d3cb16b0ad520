"""Fold the freshness marks of each tile cell into one row, and store what low zooms show of edited roads.

Run it from a timer, every few minutes where much is edited. Tokens and tiles do not change by it; until it has run, each
tile below full detail builds the edited roads under it anew.
"""

from typing import Any

from django.core.management.base import BaseCommand

from infra.services.tile_marks import compact_marks


class Command(BaseCommand):
    help = __doc__

    def handle(self, *args: Any, **options: Any) -> None:
        done = compact_marks()
        self.stdout.write(f"{done.cells} cells compacted, {done.roads} roads stored for low zooms")
