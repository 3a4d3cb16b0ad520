"""`manage.py load_sample`: the illustrative province, into an empty database only."""

import os
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from fixtures.demo_users import PASSWORD, PEOPLE, create_demo_users
from fixtures.draw import draw
from fixtures.load import load, records_present
from infra.code_lists import load_code_lists
from infra.models import CODE_LISTS
from infra.services.tile_marks import compact_marks


class Command(BaseCommand):
    help = "Load the sample province (illustrative data) into an empty database."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--if-empty", action="store_true", help="do nothing, and say so, when there are records")
        parser.add_argument("--demo-users", action="store_true", help="also make the demonstration accounts")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["demo_users"]:
            self._make_demo_users()
        if present := records_present():
            found = ", ".join(f"{table} {count}" for table, count in present.items())
            if not options["if_empty"]:
                raise CommandError(f"The database already holds records ({found}); the sample is for an empty one.")
            self.stdout.write(f"The database already holds records ({found}); sample not loaded.")
            return
        load_code_lists(CODE_LISTS)
        written = load(draw())
        compact_marks()
        self.stdout.write("Sample province loaded: " + ", ".join(f"{table} {n}" for table, n in written.items()) + ".")

    def _make_demo_users(self) -> None:
        if not settings.DEBUG and os.environ.get("CAUDUONG_DEMO") != "1":
            raise CommandError(
                "Demonstration accounts are refused here: set CAUDUONG_DEMO=1 if this is a demonstration."
            )
        create_demo_users()
        self.stdout.write(f"Demonstration sign-ins: {', '.join(PEOPLE)} (password {PASSWORD})")
