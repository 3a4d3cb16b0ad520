"""manage.py import_data FILE --source "…": one file into the domain, with an account of every row.

Exit code 0: every row loaded · 1: some rows refused, the others loaded · 2: the file refused, nothing written.
"""

import json
import sys
import time
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from infra.ingest import FileRefused, Wish, run_import
from infra.ingest.encodings import ENCODINGS
from infra.ingest.mapping import KINDS
from infra.ingest.report import DUPLICATE, REFUSED, refusal_json
from infra.services.tile_marks import compact_marks

PROGRESS_EVERY_S = 2.0


def _columns(said: list[str] | None) -> dict[str, str] | None:
    """`Tên cầu=name` → what each column is."""
    return dict(one.rpartition("=")[::2] for one in said) if said else None


class Command(BaseCommand):
    requires_system_checks = ()  # they load the API with all its forms, of which an import asks nothing: 20 MB, 1.5 s
    help = "Nhập một tệp số liệu (biểu mẫu .xlsx/.xls/.ods, .csv, .gpkg, .geojson, .shp, .tab, .kml, .gpx …) và báo cáo từng dòng. Xem docs/import.md."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="tệp cần nhập")
        parser.add_argument("--source", required=True, help="nguồn số liệu, ghi vào từng bản ghi")
        parser.add_argument("--kind", choices=sorted(KINDS), help="loại, chỉ cần khi cột theo tên của hệ thống")
        parser.add_argument("--road", help="tuyến, khi tệp không ghi (ví dụ QL.7)")
        parser.add_argument("--srid", type=int, help="hệ toạ độ EPSG, khi tệp không khai báo (ví dụ 4326, 5897)")
        parser.add_argument(
            "--encoding", choices=ENCODINGS, help="bảng mã của chữ, khi tệp không phải Unicode (ví dụ tcvn3)"
        )
        parser.add_argument(
            "--swap-axes", action="store_true", help="toạ độ thứ nhất là hướng bắc (X), thứ hai là hướng đông (Y)"
        )
        parser.add_argument(
            "--column",
            action="append",
            metavar="CỘT=TRƯỜNG",
            help="tệp không theo biểu mẫu: cột của tệp là trường nào (để trống: không nhập); cần --kind",
        )
        parser.add_argument("--header-row", type=int, default=1, help="dòng cuối của tiêu đề trong trang tính")
        parser.add_argument("--sheet", default="", help="trang tính, khi tệp có nhiều trang")
        parser.add_argument(
            "--leave-out", type=int, action="append", default=[], metavar="DÒNG", help="dòng không nhập; nhắc lại được"
        )
        parser.add_argument("--dry-run", action="store_true", help="làm mọi bước rồi huỷ, không ghi gì")
        parser.add_argument("--report", type=Path, help="ghi báo cáo JSON vào tệp này")
        parser.add_argument("--create-roads", action="store_true", help="tạo tuyến chưa có (chưa có tim đường)")

    def handle(self, *args: Any, **options: Any) -> None:
        path, report_path = options["file"], options["report"]
        wish = Wish(
            source=options["source"],
            kind=KINDS.get(options["kind"] or ""),
            road=options["road"],
            srid=options["srid"],
            encoding=options["encoding"],
            swap_axes=options["swap_axes"],
            columns=_columns(options["column"]),
            header_row=options["header_row"],
            sheet=options["sheet"],
            left_out=options["leave_out"],
            dry_run=options["dry_run"],
            create_roads=options["create_roads"],
        )
        if report_path and not report_path.parent.is_dir():
            self.stderr.write(f"{report_path}: không có thư mục này để ghi báo cáo.")
            sys.exit(2)
        try:
            report = run_import(path, wish, as_at=timezone.localdate(), progress=self._progress())
        except FileRefused as refusal:
            self._save(report_path, refusal_json(refusal, wish.source))
            self.stderr.write(f"{refusal.text()}\nKhông ghi gì.")
            sys.exit(2)
        if not wish.dry_run:
            compact_marks()
        self._save(report_path, report.as_json())
        self.stdout.write(report.summary())
        if report.counts[REFUSED] + report.counts[DUPLICATE]:
            sys.exit(1)

    def _progress(self) -> Any:
        """A line on stderr every two seconds, so that a long file is seen to move."""
        last = time.monotonic()

        def tell(done: int, total: int) -> None:
            nonlocal last
            if time.monotonic() - last >= PROGRESS_EVERY_S and done < total:
                last = time.monotonic()
                self.stderr.write(f"… {done}/{total}")

        return tell

    def _save(self, path: Path | None, body: dict[str, Any]) -> None:
        if path is not None:
            path.write_text(json.dumps(body, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
