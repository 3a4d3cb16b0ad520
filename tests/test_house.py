"""The laws of the house, as tests. Each names what breaks it and what to do."""

import ast
import csv
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from infra import errors
from infra.models import ASSETS, CODE_LISTS, RECORDS

ROOT = Path(__file__).resolve().parent.parent
EMPTY_NAMES = re.compile(r"(^|/)(utils?|helpers?|common|misc|manager|data|stuff)(\.|/|$)", re.IGNORECASE)
FILE_LIMIT, FUNCTION_LIMIT = 300, 40
SOURCE_ENDINGS = {".py", ".ts", ".sql", ".css", ".sh"}


def tracked() -> list[Path]:
    """Files of the project as git knows them, new ones included."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
    )
    return [ROOT / name for name in listed.stdout.splitlines() if (ROOT / name).is_file()]


def sources(*endings: str) -> list[Path]:
    generated = {
        "0002_tables.py",
        "0014_record_tables.py",
        "types.ts",
    }  # written by makemigrations and by openapi-typescript
    return [f for f in tracked() if f.suffix in (endings or SOURCE_ENDINGS) and f.name not in generated]


def test_files_are_small_enough_to_hold() -> None:
    long = {
        str(f.relative_to(ROOT)): n for f in sources() if (n := len(f.read_text("utf-8").splitlines())) > FILE_LIMIT
    }
    assert not long, "split by meaning"


def functions(file: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    return (
        n for n in ast.walk(ast.parse(file.read_text("utf-8"))) if isinstance(n, ast.FunctionDef | ast.AsyncFunctionDef)
    )


def test_functions_are_small_enough_to_hold() -> None:
    long = {
        f"{f.relative_to(ROOT)}:{fn.name}": length
        for f in sources(".py")
        for fn in functions(f)
        if (length := (fn.end_lineno or fn.lineno) - fn.lineno + 1) > FUNCTION_LIMIT
    }
    assert not long, "split by meaning"


def test_no_file_has_a_name_that_says_nothing() -> None:
    assert [name for f in tracked() if EMPTY_NAMES.search(name := str(f.relative_to(ROOT)))] == []


def test_nothing_swallows_an_exception() -> None:
    silent = re.compile(
        r"except( Exception)?:\s*(#.*)?\n\s*(pass|continue|\.\.\.)\s*$|suppress\((Base)?Exception\)", re.MULTILINE
    )
    itself = Path(__file__)
    assert [str(f) for f in sources(".py") if f != itself and silent.search(f.read_text("utf-8"))] == []


def test_no_signals_no_save_overrides() -> None:
    pattern = re.compile(r"^\s*@receiver\(|def save\(self|post_save|pre_save", re.MULTILINE)
    itself = Path(__file__)
    assert [str(f) for f in sources(".py") if f != itself and pattern.search(f.read_text("utf-8"))] == []


def test_only_params_reads_the_query_string() -> None:
    readers = [
        str(f.relative_to(ROOT))
        for f in sources(".py")
        if "tests" not in f.parts and re.search(r"\.(GET|query_params)\b", f.read_text("utf-8"))
    ]
    assert set(readers) <= {"gisapi/params/given.py"}


def test_every_sql_file_says_first_what_it_is() -> None:
    silent = [str(f.relative_to(ROOT)) for f in sources(".sql") if not f.read_text("utf-8").startswith("-- ")]
    assert not silent, "the first line of a statement says what it returns"


def test_every_module_says_what_it_is_for() -> None:
    silent = [
        str(f.relative_to(ROOT))
        for f in sources(".py")
        if f.read_text("utf-8").strip()
        and not ast.get_docstring(ast.parse(f.read_text("utf-8")))
        and "migrations" not in f.parts
    ]
    assert not silent


def every_error(base: type[errors.DomainError] = errors.DomainError) -> Iterator[type[errors.DomainError]]:
    for error in base.__subclasses__():
        yield error
        yield from every_error(error)


def test_the_error_tree_is_drawn_whole() -> None:
    assert [
        e.__name__ for e in every_error() if e.__module__ == "infra.errors" and e.__name__ not in (errors.__doc__ or "")
    ] == []


def assert_described(kind: str) -> None:
    """A page of its own and a row of the glossary."""
    assert (ROOT / "docs" / "assets" / f"{kind.replace('_', '-')}.md").is_file(), f"describe it: docs/assets/{kind}.md"
    assert re.search(
        rf"^\| {kind.replace('_', ' ')} \|", (ROOT / "docs" / "glossary.md").read_text("utf-8"), re.MULTILINE
    ), "docs/glossary.md"


@pytest.mark.parametrize("kind", sorted(ASSETS))
def test_an_asset_type_is_whole(kind: str) -> None:
    """Model, layer, words, glossary row and page: half an asset type is none."""
    plural = {"km_post": "km-posts"}.get(kind, f"{kind}s")
    layers = ROOT / "gisapi" / "tiles" / "layers"
    assert (layers / f"{plural.replace('-', '_')}.sql").is_file(), f"draw it: gisapi/tiles/layers/{plural}.sql"
    assert_described(kind)


@pytest.mark.parametrize("kind", sorted(RECORDS))
def test_a_record_type_is_whole(kind: str) -> None:
    """Model, service, source statement, words, glossary row and page. No layer: it is drawn with its asset."""
    plural = {"shared_stretch": "shared_stretches"}.get(kind, f"{kind}s")
    assert (ROOT / "infra" / "services" / f"{plural}.py").is_file(), f"write it: infra/services/{plural}.py"
    assert (ROOT / "gisapi" / "queries" / "sources" / f"{plural}.sql").is_file(), "read it: gisapi/queries/sources"
    assert_described(kind)


def test_the_page_of_an_asset_names_every_column() -> None:
    hidden = {"id", "public_id", "recorded_from", "geom_3857", "source", "note", "is_published"}
    missing = []
    for kind, model in (ASSETS | RECORDS).items():
        page = (ROOT / "docs" / "assets" / f"{kind.replace('_', '-')}.md").read_text("utf-8")
        missing += [
            f"{kind}.{f.name}" for f in model._meta.fields if f.name not in hidden and f"`{f.name}`" not in page
        ]
    assert missing == []


def test_every_code_list_has_codes_with_both_labels_and_a_source() -> None:
    with (ROOT / "fixtures" / "code_lists.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert {row["list"] for row in rows} == set(CODE_LISTS)
    assert [row for row in rows if not (row["label_vi"] and row["label_en"] and row["source"])] == []
