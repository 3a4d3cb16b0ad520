"""manage.py export_qgis_project OUT: a QGIS project whose layers are read from PostGIS itself, for people who have a role of the database.

A command, not an address: the file names the database. There is no user and no password in it.
"""

from argparse import ArgumentParser, ArgumentTypeError
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from gisapi.forms.qgis.postgis import Database, database_layer
from gisapi.forms.qgis.project import GROUPS, Project, qgs, qgz
from gisapi.queries.extents import home
from gisapi.queries.reference import meanings
from infra.crs import SRIDS, WEB_MERCATOR


class Command(BaseCommand):
    help = "Xuất dự án QGIS đọc thẳng từ PostGIS, chỉ để xem (docs/operating.md)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("out", type=_qgz, help="tệp .qgz sẽ ghi")
        where = parser.add_mutually_exclusive_group(required=True)
        where.add_argument("--service", default="", help="tên dịch vụ trong pg_service.conf của máy người dùng")
        where.add_argument("--host", default="", help="máy chủ cơ sở dữ liệu; cần thêm --dbname")
        parser.add_argument("--port", type=int, help="cổng; chỉ đi với --host")
        parser.add_argument("--dbname", default="", help="tên cơ sở dữ liệu; chỉ đi với --host")
        parser.add_argument("--authcfg", default="", help="mã xác thực đã lưu trong QGIS của người dùng")
        parser.add_argument("--crs", type=_srid, default=WEB_MERCATOR, help=f"hệ của bản đồ; mặc định {WEB_MERCATOR}")

    def handle(self, *args: Any, **options: Any) -> None:
        out, srid = options["out"], options["crs"]
        database = _database(options)
        groups = [(title, [database_layer(name, database) for name in names]) for title, names in GROUPS]
        text = qgs(Project("CầuĐường (PostGIS)", srid, home(srid), groups), meanings())
        try:
            out.write_bytes(qgz(text, out.stem))
        except OSError as error:
            raise CommandError(f"Không ghi được {out}: {error.strerror}") from error
        layers = sum(len(inside) for _, inside in groups)
        self.stdout.write(f"{out}: {layers} lớp, chỉ đọc, không có mật khẩu ({database.address})")


def _database(options: dict[str, Any]) -> Database:
    told = {name: options[name] for name in ("service", "host", "port", "dbname", "authcfg")}
    if told["host"] and not told["dbname"]:
        raise CommandError("--host cần thêm --dbname: tên cơ sở dữ liệu")
    if told["service"] and (told["dbname"] or told["port"]):
        raise CommandError("--dbname và --port đi với --host; dịch vụ trong pg_service.conf đã nói cả hai")
    return Database(**told)


def _qgz(text: str) -> Path:
    if not text.endswith(".qgz"):
        raise ArgumentTypeError(f"{text!r}: tên tệp phải kết thúc bằng .qgz")
    return Path(text)


def _srid(text: str) -> int:
    if not (text.isascii() and text.isdigit() and int(text) in SRIDS):
        raise ArgumentTypeError(f"không biết hệ {text!r}; có: {', '.join(map(str, sorted(SRIDS)))}")
    return int(text)
