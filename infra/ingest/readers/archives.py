"""A zip around a shapefile, a MapInfo table or a KML: taken out into a folder of our own, within limits, or refused."""

import lzma
import stat
import tempfile
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath

from infra.ingest.readers.formats import declares_type
from infra.ingest.refusal import FileRefused

MOST_MEMBERS = 200
MOST_PARTS = 5000
"""Members of a workbook: it may carry a photo of every culvert."""
MOST_BYTES = 1 << 30
MOST_RATIO = 200
"""A member that unfolds to more than this many times its size holds nothing a department measured."""
COLUMNS = "columns.csv"
"""Beside a shapefile of ours: which field each of its short names is (`gisapi.forms.exchange`)."""
OPENED = (".shp", ".tab", ".mif", ".gpkg", ".geojson", ".kml", ".gml", ".fgb", ".dxf", ".csv")
_CHUNK = 1 << 20
_DAMAGED = (zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError, NotImplementedError, RuntimeError, ValueError)
"""What a damaged archive makes its reader raise; a damaged bzip2 stream an OSError without a number."""
_LONGEST_NAME = 255
"""Bytes of a file's name, as file systems hold it."""


@contextmanager
def unpacked(path: Path) -> Iterator[Path]:
    """The one file of data of an archive, beside its companions, for as long as the block lasts. Raises FileRefused."""
    members = [one for one in _members(path) if not _of_finder(one)]
    names = _data_of([one.filename for one in members if PurePosixPath(one.filename).suffix.lower() in OPENED])
    if len(names) != 1:
        seen = ", ".join(names[:5]) or "không có"
        raise FileRefused("archive-not-one", file=path.name, value=seen, count=len(names))
    bare = Counter(PurePosixPath(one.filename).name.lower() for one in members)
    if twice := next((name for name, count in bare.items() if count > 1), None):
        raise FileRefused("archive-same-name", file=path.name, value=twice[:80])
    with tempfile.TemporaryDirectory(prefix="import-") as folder, zipfile.ZipFile(path) as archive:
        left = MOST_BYTES
        for member in members:
            left -= _taken_out(archive, member, Path(folder), path.name, left)
        yield Path(folder) / PurePosixPath(names[0]).name


def _data_of(names: list[str]) -> list[str]:
    """Without what only goes along: the columns of a shapefile of ours, the page and the style of a KMZ whose features are in a layer of its own."""
    shapes = [name for name in names if name.lower().endswith(".shp")]
    layers = [name for name in names if name.startswith("layers/")]
    if len(shapes) == 1 and {PurePosixPath(name).name for name in names} <= {PurePosixPath(shapes[0]).name, COLUMNS}:
        return shapes
    return layers if len(layers) == 1 and set(names) <= {*layers, "doc.kml", "style/style.kml"} else names


def judge_workbook(path: Path) -> None:
    """A workbook is an archive too, and its reader has no limits of its own. Raises FileRefused."""
    parts = [one for one in _members(path, MOST_PARTS) if one.filename.lower().endswith((".xml", ".rels"))]
    try:
        with zipfile.ZipFile(path) as archive:
            for one in parts:
                with archive.open(one) as stream:
                    if declares_type(stream):
                        raise FileRefused("xml-entities", file=path.name, value=one.filename[:80])
    except (*_DAMAGED, OSError) as problem:
        raise FileRefused("file-damaged", file=path.name, detail=str(problem)) from problem


def _members(path: Path, most: int = MOST_MEMBERS) -> list[zipfile.ZipInfo]:
    """The files of an archive, judged by what its directory says before a byte is unfolded."""
    try:
        with zipfile.ZipFile(path) as archive:
            members = [one for one in archive.infolist() if not one.is_dir()]
    except (*_DAMAGED, OSError) as problem:
        raise FileRefused("file-damaged", file=path.name, detail=str(problem)) from problem
    if len(members) > most or sum(one.file_size for one in members) > MOST_BYTES:
        raise FileRefused("archive-too-large", file=path.name, most=MOST_BYTES >> 20, members=most)
    for one in members:
        if one.header_offset < 0:
            raise FileRefused("file-damaged", file=path.name, detail=f"{one.filename[:80]} begins before the file")
        if one.file_size > MOST_RATIO * max(one.compress_size, 1) and one.file_size > _CHUNK:
            raise FileRefused(
                "archive-too-large",
                file=path.name,
                value=one.filename[:80],
                most=MOST_BYTES >> 20,
                members=most,
            )
        if _leads_outside(one):
            raise FileRefused("archive-unsafe", file=path.name, value=one.filename[:80])
    return members


def _of_finder(member: zipfile.ZipInfo) -> bool:
    """What macOS puts into every archive beside each file: no data of the sender's."""
    parts = PurePosixPath(member.filename).parts
    return parts[0] == "__MACOSX" or parts[-1].startswith("._")


def _leads_outside(member: zipfile.ZipInfo) -> bool:
    """A path out of the folder, an absolute one, a link, or a name no file can have."""
    name = member.filename.replace("\\", "/")
    parts = PurePosixPath(name).parts
    if not parts or len(parts[-1].encode()) > _LONGEST_NAME:
        return True
    return name.startswith("/") or ".." in parts or ":" in name or stat.S_ISLNK(member.external_attr >> 16)


def _taken_out(archive: zipfile.ZipFile, member: zipfile.ZipInfo, folder: Path, file: str, left: int) -> int:
    """Write one member under its bare name; what it really unfolds to counts, not what the directory says."""
    size = 0
    try:
        with archive.open(member) as source, (folder / PurePosixPath(member.filename).name).open("wb") as target:
            while chunk := source.read(_CHUNK):
                size += len(chunk)
                if size > left:
                    raise FileRefused(
                        "archive-too-large",
                        file=file,
                        value=member.filename[:80],
                        most=MOST_BYTES >> 20,
                        members=MOST_MEMBERS,
                    )
                target.write(chunk)
    except (*_DAMAGED, OSError) as problem:
        if isinstance(problem, OSError) and problem.errno is not None:
            raise  # the disk's, not the file's
        raise FileRefused("file-damaged", file=file, detail=str(problem)) from problem
    return size
