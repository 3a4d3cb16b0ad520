"""The query string read into frozen dataclasses, one subject a file.

Unknown, repeated and unreadable parameters are refused with `BadParameter`, naming the parameter.
"""

from gisapi.params.change_sets import Happened, along, happened, rows_asked
from gisapi.params.checking import ChecksQuery, checks
from gisapi.params.drawing import TileQuery, chosen, tile
from gisapi.params.feed import ChangesQuery, changes
from gisapi.params.imports import RowsQuery, import_report, import_rows
from gisapi.params.items import FILES, ItemQuery, ItemsQuery, StatisticsQuery, item, items, linked_files, statistics
from gisapi.params.mapped import MapQuery, map_view
from gisapi.params.place_rows import Row, rows_of
from gisapi.params.places import NearPoint, Search, Telling, locate, locate_rows, search
from gisapi.params.plain import DOCUMENT, dry_run, export_asked, map_crs, nothing, written
from gisapi.params.selecting import Selection

__all__ = [
    "DOCUMENT",
    "FILES",
    "ChangesQuery",
    "ChecksQuery",
    "Happened",
    "ItemQuery",
    "ItemsQuery",
    "MapQuery",
    "NearPoint",
    "Row",
    "RowsQuery",
    "Search",
    "Selection",
    "StatisticsQuery",
    "Telling",
    "TileQuery",
    "along",
    "changes",
    "checks",
    "chosen",
    "dry_run",
    "export_asked",
    "happened",
    "import_report",
    "import_rows",
    "item",
    "items",
    "linked_files",
    "locate",
    "locate_rows",
    "map_crs",
    "map_view",
    "nothing",
    "rows_asked",
    "rows_of",
    "search",
    "statistics",
    "tile",
    "written",
]
