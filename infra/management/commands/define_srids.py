"""Give PostGIS our VN-2000 definitions again, as after a restore from a dump."""

from typing import Any

from django.core.management.base import BaseCommand
from django.db import connection

from infra.spatial_ref_sys import define_vn2000


class Command(BaseCommand):
    help = __doc__

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"{define_vn2000(connection)} VN-2000 systems defined")
