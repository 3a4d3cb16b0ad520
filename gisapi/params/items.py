"""`/items`, `/items/{id}` and `/statistics`: what is selected, which columns, in which order and form."""

from dataclasses import dataclass

from django.http import HttpRequest

from gisapi.boxes import Crs
from gisapi.collections import Collection
from gisapi.cursors import Cursor, read_cursor
from gisapi.errors import BadParameter
from gisapi.fields import Field
from gisapi.params.given import Given
from gisapi.params.moments import moment
from gisapi.params.selecting import Selection, names_of, selection

LIMIT, MOST = 100, 10_000
MOST_KEYS = 4
FORMS = ("geojson", "json")
PAGE, MOST_ON_PAGE = "html", 1000
"""The form for people: a page holds no more rows than one can read, and says how many there are."""
FILES = ("csv", "geojsonseq", "xlsx", "gpkg", "fgb", "shp", "kml", "kmz", "dxf", "form", "map", "qfield")
"""Forms that hold the whole selected set; `limit` asks for less."""
LABELLED = ("csv", "xlsx", "gpkg", "fgb", "shp", "kml", "kmz", "map")
"""Forms that can carry labels beside the codes."""


@dataclass(frozen=True, slots=True)
class Order:
    """One sort key; the id comes after all of them, so that the order is whole."""

    field: Field
    descending: bool


@dataclass(frozen=True, slots=True)
class ItemsQuery:
    """One page of a collection, or all of it as a file. `limit`: None when not given; `labels`: labels beside codes. `columns`: those asked for (None: what is usual); `given`: the parameters as they came."""

    selection: Selection
    limit: int | None
    after: Cursor | None
    count: bool
    crs: Crs
    columns: tuple[str, ...] | None
    order: tuple[Order, ...]
    form: str
    labels: bool
    given: tuple[tuple[str, str], ...]

    @property
    def link(self) -> tuple[tuple[str, str], ...]:
        """The parameters of a link to another page."""
        return tuple(pair for pair in self.given if pair[0] != "cursor")


@dataclass(frozen=True, slots=True)
class StatisticsQuery:
    """Numbers of a collection, grouped by some of its allowed columns."""

    selection: Selection
    group_by: tuple[str, ...]
    measure: str
    form: str
    given: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class ItemQuery:
    """One feature: in which system, in which form, as it was when, which of its columns."""

    crs: Crs
    form: str
    selection: Selection
    columns: tuple[str, ...] | None
    given: tuple[tuple[str, str], ...]


def files_of(collection: Collection) -> tuple[str, ...]:
    """The files a collection comes as: a national form only where there is one, no areas as a drawing, no mixed shapes as a shapefile,
    to a field device what an import reads back: points."""
    left_out = {
        "form": not collection.formed,
        "dxf": collection.shape == "area",
        "shp": collection.shape == "any",
        "qfield": collection.shape != "point",
    }
    return tuple(form for form in FILES if not left_out.get(form))


def linked_files(collection: Collection) -> tuple[str, ...]:
    """Those a link can name as they are: a drawing needs a system in metres first, a national form one road; a map to mail is a page beside the page."""
    return tuple(form for form in files_of(collection) if form not in ("dxf", "form", "map"))


def items(request: HttpRequest, collection: Collection) -> ItemsQuery:
    """`/collections/{c}/items`."""
    given = Given(request, {*names_of(collection), "limit", "cursor", "crs", "count", "properties", "sortby", "labels"})
    order = _order(given, collection)
    form = given.form((*FORMS, PAGE, *files_of(collection)))
    limit = given.whole("limit", 0, 1, MOST)
    return ItemsQuery(
        selection=selection(given, collection),
        limit=(min(limit, MOST_ON_PAGE) if form == PAGE else limit) or None,
        after=read_cursor(given.text("cursor", 2000), collection.name, [key.field.kind for key in order]),
        count=(given.chosen("count", ("true", "false")) or ("true" if form == PAGE else "false")) == "true",
        crs=given.crs("crs"),
        columns=columns(given, collection),
        order=order,
        form=form,
        labels=_labels(given, form),
        given=given.as_given(form if form == PAGE else None),
    )


def _labels(given: Given, form: str) -> bool:
    """`labels=true`; a form that cannot carry them refuses it."""
    asked = given.chosen("labels", ("true", "false"))
    if asked == "true" and form not in LABELLED:
        raise BadParameter("labels", value=asked, expected="with f=" + ", ".join(LABELLED))
    return asked == "true" if form != "xlsx" else asked != "false"


def item(request: HttpRequest, collection: Collection, forms: tuple[str, ...] = (*FORMS, PAGE)) -> ItemQuery:
    """`/collections/{c}/items/{id}`."""
    given = Given(request, {"crs", "datetime", "properties"})
    form = given.form(forms)
    selected = Selection(moment=moment(given))
    return ItemQuery(given.crs("crs"), form, selected, columns(given, collection), given.as_given())


def statistics(request: HttpRequest, collection: Collection) -> StatisticsQuery:
    """`/collections/{c}/statistics`."""
    given = Given(request, {*names_of(collection), "group-by", "measure"})
    form = given.form(("json", PAGE))
    measure = given.chosen("measure", ("count", *collection.figures)) or collection.measure
    by = given.codes("group-by") or ()
    if unknown := [name for name in by if name not in collection.group_by]:
        raise BadParameter("group-by", value=unknown[0], known=list(collection.group_by))
    if len(set(by)) < len(by):
        raise BadParameter("group-by", value=",".join(by), expected="each column once")
    return StatisticsQuery(selection(given, collection), by, measure, form, given.as_given())


def columns(given: Given, collection: Collection) -> tuple[str, ...] | None:
    """`properties=a,b`: each known, none twice, in the order asked."""
    asked = given.codes("properties")
    if asked is None:
        return None
    if unknown := [name for name in asked if name not in collection.fields]:
        raise BadParameter("properties", value=unknown[0], known=list(collection.fields))
    if len(set(asked)) < len(asked):
        raise BadParameter("properties", value=",".join(asked), expected="each property once")
    return asked


def _order(given: Given, collection: Collection) -> tuple[Order, ...]:
    """`sortby=-length_m,name`: a minus for the greatest first."""
    text = given.text("sortby", 400)
    keys = [] if text is None else [part.strip() for part in text.split(",")]
    order = []
    for key in keys:
        name = key.removeprefix("-").removeprefix("+").strip()
        field = collection.fields.get(name)
        if field is None or not field.queried or field.kind == "texts":
            known = [name for name, row in collection.fields.items() if row.queried and row.kind != "texts"]
            raise BadParameter("sortby", value=key[:60], known=known)
        order.append(Order(field, key.startswith("-")))
    if len(order) > MOST_KEYS or len({key.field.name for key in order}) < len(order):
        raise BadParameter("sortby", value=(text or "")[:60], expected=f"at most {MOST_KEYS} properties, each once")
    return tuple(order)
