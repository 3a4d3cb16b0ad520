"""Layers that QGIS reads from PostGIS itself. The project says which database, never who reads it: user and password are those of the reader's own machine."""

from dataclasses import dataclass

from gisapi.collections import COLLECTIONS
from gisapi.fields import readable
from gisapi.forms.qgis.project import Layer
from gisapi.queries.layers import GEOMETRY, KEY, layer
from infra.crs import WGS84

_TYPES = {"point": "Point", "line": "MultiLineString", "area": "MultiPolygon"}


@dataclass(frozen=True, slots=True)
class Database:
    """Where the database is: a service of the reader's `pg_service.conf`, or host and name. `authcfg`: an authentication kept in the reader's QGIS, by its id."""

    service: str = ""
    host: str = ""
    port: int | None = None
    dbname: str = ""
    authcfg: str = ""

    @property
    def address(self) -> str:
        """The connection as QGIS writes it."""
        told = {
            "service": self.service, "host": self.host, "port": self.port, "dbname": self.dbname, "authcfg": self.authcfg,
        }  # fmt: skip
        return " ".join(f"{name}={_quoted(str(value), chr(39))}" for name, value in told.items() if value)


def database_layer(name: str, database: Database) -> Layer:
    """A collection as a layer: every usual field, also those that only the department reads. Read only: it is a question, not a table."""
    collection = COLLECTIONS[name]
    fields = [field for field in readable(name, signed_in=True).values() if field.always]
    question = _quoted(f"({layer(collection, fields)})", '"')
    source = (
        f"{database.address} key='{KEY}' srid={WGS84} type={_TYPES[collection.shape]} table={question} ({GEOMETRY})"
    )
    return Layer(collection, fields, source, "postgres")


def _quoted(text: str, mark: str) -> str:
    """In quotation marks, as QGIS reads its connection strings back."""
    escaped = text.replace("\\", "\\\\").replace(mark, f"\\{mark}")
    return f"{mark}{escaped}{mark}"
