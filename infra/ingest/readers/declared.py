"""What the header of an attribute table promises, held against what the file holds.

GDAL believes the header: of a table cut short it gives empty cells without a word.
"""

import struct
from pathlib import Path

from infra.ingest.refusal import FileRefused

_HEADER = struct.Struct("<xxxxIHH")
"""dBASE: after version and date the number of records, the bytes of the header and of one record."""


def judge_attributes(shapefile: Path) -> None:
    """Refuse the .dbf beside a shapefile when it holds fewer records than it declares. Raises FileRefused."""
    table = next((shapefile.with_suffix(end) for end in (".dbf", ".DBF") if shapefile.with_suffix(end).exists()), None)
    if table is None:
        return
    with table.open("rb") as stream:
        head = stream.read(_HEADER.size)
    if len(head) < _HEADER.size:
        raise FileRefused("file-damaged", file=table.name, detail=f"{len(head)} byte")
    records, header_bytes, record_bytes = _HEADER.unpack(head)
    held = max(0, table.stat().st_size - header_bytes) // max(1, record_bytes)
    if held < records:
        raise FileRefused("records-missing", file=table.name, declared=records, held=held)
