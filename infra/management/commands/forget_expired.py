"""Delete what was kept for a while: idempotency keys older than a day, counts of requests older than an hour."""

import time
from typing import Any

from django.core.management.base import BaseCommand

from infra.services.counting import forget_counts
from infra.services.idempotency import forget_keys


class Command(BaseCommand):
    help = __doc__

    def handle(self, *_args: Any, **_options: Any) -> None:
        self.stdout.write(f"{forget_keys()} idempotency keys, {forget_counts(int(time.time()) - 3600)} counts")
