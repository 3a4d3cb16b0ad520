"""The query string read into frozen dataclasses, one subject a file.

Unknown, repeated and unreadable parameters are refused with `BadParameter`, naming the parameter.
"""

from gisapi.params.feed import ChangesQuery, changes
from gisapi.params.items import ItemQuery, ItemsQuery, StatisticsQuery, item, items, statistics
from gisapi.params.places import NearPoint, Search, locate, search
from gisapi.params.plain import nothing, tile_format
from gisapi.params.selecting import Selection

__all__ = [
    "ChangesQuery",
    "ItemQuery",
    "ItemsQuery",
    "NearPoint",
    "Search",
    "Selection",
    "StatisticsQuery",
    "changes",
    "item",
    "items",
    "locate",
    "nothing",
    "search",
    "statistics",
    "tile_format",
]
