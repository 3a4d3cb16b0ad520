"""manage.py work_import RUN: do what the state of a run asks for. The server starts it; by hand it begins an interrupted run again."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from infra.ingest.working import work


class Command(BaseCommand):
    requires_system_checks = ()  # the server that starts it was checked; half of a short run's time
    help = __doc__

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("run", type=int, help="số của lần nhập")

    def handle(self, *_args: Any, **options: Any) -> None:
        run = work(options["run"])
        self.stdout.write(f"{run.pk}: {run.state}")
