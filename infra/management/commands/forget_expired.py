"""Delete what was kept for a while: idempotency keys older than a day, counts of requests older than an hour, the files of old imports."""

import time
from typing import Any

from django.core.management.base import BaseCommand

from infra.ingest.kept import forget_files
from infra.services.counting import forget_counts
from infra.services.idempotency import forget_keys


class Command(BaseCommand):
    help = __doc__

    def handle(self, *_args: Any, **_options: Any) -> None:
        counts = forget_counts(int(time.time()) - 3600)
        self.stdout.write(f"{forget_keys()} idempotency keys, {counts} counts, {forget_files()} files of imports")
