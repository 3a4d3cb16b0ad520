"""manage.py export_pmtiles OUT: the public layers in one PMTiles v3 file, all of one instant, for a map without this server.

What is not published and fields that are not public are not in it. One transaction reads it all, however long it takes.
"""

import time
from argparse import ArgumentParser, ArgumentTypeError
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from gisapi.tiles.address import MAX_ZOOM
from gisapi.tiles.archive import NothingToExport, Progress, write_archive
from gisapi.tiles.catalogue import LAYERS, Layer

PROGRESS_EVERY_S = 2.0
COLLECTIONS = ",".join(name for name, layer in LAYERS.items() if layer.collection)


class Command(BaseCommand):
    help = "Xuất các lớp công khai thành một tệp PMTiles (docs/tiles.md)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("out", type=Path, help="tệp .pmtiles sẽ ghi")
        parser.add_argument("--layers", type=_layers, default=COLLECTIONS, help=f"các lớp; mặc định {COLLECTIONS}")
        parser.add_argument("--max-zoom", type=_zoom, default=14, help=f"mức phóng lớn nhất, 0-{MAX_ZOOM}; mặc định 14")
        parser.add_argument("--attribution", default="CầuĐường", help="nguồn, hiện trên bản đồ dùng tệp này")

    def handle(self, *args: Any, **options: Any) -> None:
        out: Path = options["out"]
        try:
            done = write_archive(
                out, options["layers"], max_zoom=options["max_zoom"], attribution=options["attribution"],
                progress=self._progress(),
            )  # fmt: skip
        except NothingToExport as nothing:
            raise CommandError(
                f"Không có gì công khai trong các lớp: {', '.join(nothing.facts['layers'])}"
            ) from nothing
        except OSError as error:
            raise CommandError(f"Không ghi được {out}: {error.strerror}") from error
        self.stdout.write(f"{out}: {done.tiles} ô, {done.bytes / 2**20:.1f} MB, số liệu lúc {done.as_at}")

    def _progress(self) -> Progress:
        told_at = time.monotonic()

        def tell(zoom: int, looked_at: int, of: int, written: int) -> None:
            nonlocal told_at
            if time.monotonic() - told_at >= PROGRESS_EVERY_S:
                told_at = time.monotonic()
                self.stderr.write(f"  z{zoom}: {looked_at}/{of} ô, {written / 2**20:.1f} MB")

        return tell


def _layers(text: str) -> list[Layer]:
    names = list(dict.fromkeys(text.split(",")))
    if unknown := [name for name in names if name not in LAYERS]:
        raise ArgumentTypeError(f"không có lớp {unknown[0]!r}; có: {', '.join(LAYERS)}")
    return [LAYERS[name] for name in names]


def _zoom(text: str) -> int:
    if not (text.isascii() and text.isdigit() and int(text) <= MAX_ZOOM):
        raise ArgumentTypeError(f"{text!r} không phải số từ 0 đến {MAX_ZOOM}")
    return int(text)
