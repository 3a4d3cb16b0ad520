"""QGIS itself, headless, on PostGIS: the project that `export_qgis_project` writes, read by a role that may read what docs/operating.md grants, and nothing else."""

import json
import re
import zipfile
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import psycopg2
import pytest
from django.core.management import CommandError, call_command
from django.db import connection, transaction

from infra.models import AdministrativeUnit, Bridge, Culvert, KmPost, Road, Section, Waterway
from tests.clients.test_qgis import SYSTEM_PYTHON, missing
from tests.clients.test_qgis_project import COLOURS
from tests.conftest import ROOT
from tests.network import Network
from tests.sql import another_client

READERS = "cauduong_readers"
SECRET = "a-secret-of-somebody"


def granted() -> str:
    """What docs/operating.md tells an operator to run."""
    told = (ROOT / "docs/operating.md").read_text(encoding="utf-8").partition("## QGIS on the database")[2]
    (block,) = re.findall(r"```sql\n(.*?)```", told, re.DOTALL)
    return str(block)


@pytest.fixture
def readers(served: Network) -> Iterator[str]:
    """The role of the page, made by the superuser of the private cluster and gone with the test."""
    given = {
        key: value for key, value in connection.get_connection_params().items() if key in ("dbname", "host", "port")
    }
    try:
        owner = psycopg2.connect(**given, user="postgres")
    except psycopg2.OperationalError as refused:
        pytest.skip(f"only a superuser of the cluster makes roles: {refused}")
    owner.autocommit = True
    role = f"{READERS}_of_{given['dbname']}"  # a role is the cluster's: the tests of another database have their own
    with closing(owner), owner.cursor() as cursor:
        cursor.execute(granted().replace(READERS, role))
        cursor.execute(f"grant {role} to {connection.get_connection_params()['user']}")  # who then puts it on
        yield role
        cursor.execute(f"drop owned by {role}; drop role {role}")


@pytest.fixture
def opened(readers: str, run: Callable[..., Any], tmp_path: Path) -> Callable[..., Any]:
    """The project with these options, opened by QGIS on a machine whose pg_service.conf has the service `tinh`, as that role."""
    if missing():
        pytest.skip(missing())

    def open_it(*options: str) -> Any:
        path = tmp_path / "x.qgz"
        call_command("export_qgis_project", str(path), *options)
        given = connection.get_connection_params()
        service = {key: given[key] for key in ("host", "port", "dbname", "user", "password") if given.get(key)}
        lines = [f"{key}={value}" for key, value in (service | {"options": f"-c role={readers}"}).items()]
        (tmp_path / "pg_service.conf").write_text("[tinh]\n" + "\n".join(lines) + "\n")
        home = {
            "QT_QPA_PLATFORM": "offscreen", "HOME": str(tmp_path), "XDG_RUNTIME_DIR": str(tmp_path),
            "PGSERVICEFILE": str(tmp_path / "pg_service.conf"),
        }  # fmt: skip
        told = run(SYSTEM_PYTHON, str(Path(__file__).with_name("qgis_project.py")), str(path), **home).stdout
        return json.loads(next(line for line in told.splitlines() if line.startswith("TOLD "))[5:])

    return open_it


def test_qgis_reads_every_layer_from_the_database(opened: Callable[..., Any], served: Network) -> None:
    Bridge.objects.filter(pk=served.far_bridge.pk).update(is_published=False, name="""Cầu "O'Nam" \\ 100%""")
    told = opened("--service", "tinh", "--crs", "9207")
    assert (told["read"], told["crs"], told["title"]) == (True, "EPSG:9207", "CầuĐường (PostGIS)")
    layers = told["layers"]
    assert told["lost"] == []
    assert [(name, layer["error"]) for name, layer in layers.items() if not layer["valid"]] == []
    assert {(layer["crs"], layer["read_only"]) for layer in layers.values()} == {("EPSG:4326", True)}
    kinds = {
        "Cầu": Bridge,
        "Cống": Culvert,
        "Cột Km": KmPost,
        "Tuyến đường": Road,
        "Đoạn đường": Section,
        "Sông, kênh": Waterway,
    }
    for name, model in kinds.items():
        assert layers[name]["ids"] == sorted(model._default_manager.values_list("public_id", flat=True)), name
    assert len(layers["Xã, phường"]["ids"]) == AdministrativeUnit.objects.count() > 0
    assert layers["Cầu"]["called"] == dict(Bridge.objects.values_list("public_id", "name"))


def test_the_look_and_the_forms_are_those_of_the_api(opened: Callable[..., Any]) -> None:
    layers = opened("--service", "tinh")["layers"]
    for name in ("Cầu", "Cống", "Đoạn đường"):
        assert layers[name]["colours"] == COLOURS, name
        assert (layers[name]["alias"], layers[name]["widget"]) == ("Tình trạng", "ValueMap"), name
        assert {"Tốt": "TOT"} in layers[name]["choices"], name
    assert "condition" in layers["Cầu"]["fields"]


def test_the_role_of_the_page_reads_layers_and_writes_nothing(readers: str) -> None:
    with another_client(options=f"-c role={readers}") as session, session.cursor() as cursor:
        cursor.execute("select count(*) from bridge")
        for forbidden in (
            "update bridge set name = 'x'", "insert into culvert default values", "select * from auth_user",
            "select * from draft", "select * from history.bridge",
        ):  # fmt: skip
            with pytest.raises(psycopg2.errors.InsufficientPrivilege):
                cursor.execute(forbidden)
            session.rollback()


def test_a_box_is_found_by_the_index(served: Network, tmp_path: Path) -> None:
    """What QGIS asks of a view of the map: the subquery must not hide the table's index, nor work out what is not shown."""
    source = source_of(tmp_path, "Cầu")
    question = re.search(r'table="(.*)" \(geom\)', source)
    assert question
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("set local enable_seqscan = off")
        cursor.execute(
            f"explain select geom, condition from {question[1]} as subquery where geom && ST_MakeEnvelope(105, 9, 106, 10, 4326)"
        )
        plan = "\n".join(row[0] for row in cursor.fetchall())
    assert re.search(r"Index Scan (using|on) bridge_geom", plan), plan
    assert "administrative_unit" not in plan
    assert "road_post" not in plan


def source_of(tmp_path: Path, name: str) -> str:
    path = tmp_path / "y.qgz"
    call_command("export_qgis_project", str(path), "--service", "tinh")
    root = ET.fromstring(zipfile.ZipFile(path).read("y.qgs"))
    return next(
        layer.findtext("datasource", "") for layer in root.iter("maplayer") if layer.findtext("layername") == name
    )


def test_the_file_names_the_database_and_nobody(served: Network, tmp_path: Path, settings: Any) -> None:
    settings.DATABASES["default"]["PASSWORD"] = SECRET
    path = tmp_path / "x.qgz"
    call_command("export_qgis_project", str(path), "--host", "db.local", "--port", "5433", "--dbname", "o'x", "--authcfg", "ab12345")  # fmt: skip
    text = zipfile.ZipFile(path).read("x.qgs").decode()
    assert r"host='db.local' port='5433' dbname='o\'x' authcfg='ab12345' key='id' srid=4326 type=Point" in text
    assert not re.search(r"user(name)?=|password=", text)
    assert SECRET not in text


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ((), "--service"),
        (("--host", "db"), "--dbname"),
        (("--service", "x", "--host", "db"), "--host"),
        (("--service", "x", "--port", "1"), "--port"),
        (("--service", "x", "--crs", "1"), "'1'"),
    ],
)
def test_a_database_half_named_is_refused(db: None, tmp_path: Path, options: tuple[str, ...], words: str) -> None:
    with pytest.raises(CommandError, match=words):
        call_command("export_qgis_project", str(tmp_path / "x.qgz"), *options)


def test_a_place_that_cannot_be_written_is_named(served: Network, tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="No such file"):
        call_command("export_qgis_project", str(tmp_path / "none" / "x.qgz"), "--service", "x")
    assert list(tmp_path.iterdir()) == []
