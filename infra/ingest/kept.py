"""The files of imports, in a private directory: each in one of its own, under the name it came with. Deleted after a while."""

import hashlib
import re
import shutil
import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from infra.ingest.refusal import FileRefused
from infra.models import ImportRun
from infra.models.imports import WORKING

_UNSAFE = re.compile(r"[^\w.\- ()]+")
LONGEST_NAME = 120


@dataclass(frozen=True, slots=True)
class Kept:
    """A file as it was kept: `kept_as` names its directory, `digest` is SHA-256 in hex."""

    file_name: str
    kept_as: str
    digest: str
    size_bytes: int


def keep(name: str, chunks: Iterable[bytes], limit_bytes: int) -> Kept:
    """Write a file away as it comes, never whole in memory. Raises FileRefused (`file-too-large`), and then nothing is kept."""
    file_name = safe_name(name)
    kept_as = uuid.uuid4().hex
    directory = _root() / kept_as
    directory.mkdir(mode=0o700, parents=True)
    try:
        digest, size = _written(directory / file_name, chunks, limit_bytes)
    except BaseException:
        shutil.rmtree(directory)
        raise
    return Kept(file_name, kept_as, digest, size)


def _written(path: Path, chunks: Iterable[bytes], limit_bytes: int) -> tuple[str, int]:
    """Digest and size of the file as it was written."""
    digest, size = hashlib.sha256(), 0
    with path.open("xb") as file:
        for chunk in chunks:
            size += len(chunk)
            if size > limit_bytes:
                raise FileRefused("file-too-large", file=path.name, value=str(size), most=limit_bytes // 1_000_000)
            digest.update(chunk)
            file.write(chunk)
    return digest.hexdigest(), size


def safe_name(name: str) -> str:
    """The last part of a name without anything a file system or a page could take for more than a name; its ending stays."""
    plain = _UNSAFE.sub("_", name.replace("\\", "/").rsplit("/", 1)[-1]).strip(". ")
    stem, dot, ending = plain.rpartition(".")
    return f"{stem[: LONGEST_NAME - len(ending)]}{dot}{ending}"[-LONGEST_NAME:] or "tep"


def path_of(run: ImportRun) -> Path:
    """Where the file of a run lies. Raises FileRefused (`not-a-file`) when it has been deleted."""
    path = _root() / run.kept_as / run.file_name
    if not run.kept_as or not path.is_file():
        raise FileRefused("not-a-file", file=run.file_name)
    return path


def forget_files() -> int:
    """Delete the files of runs nobody has touched for IMPORT_DAYS; their reports stay. Returns how many."""
    old = timezone.now() - timedelta(days=settings.IMPORT_DAYS)
    forgotten = 0
    for run in ImportRun.objects.filter(state_at__lt=old).exclude(kept_as="").exclude(state__in=WORKING):
        shutil.rmtree(_root() / run.kept_as, ignore_errors=True)
        run.kept_as = ""
        run.save(update_fields=["kept_as"])
        forgotten += 1
    return forgotten


def _root() -> Path:
    return Path(settings.IMPORT_DIR)
