"""Every address of the API and the tiles, one line each."""

from django.urls import path, re_path, register_converter
from django.urls.converters import IntConverter, StringConverter

from gisapi.errors import unknown_address
from gisapi.views import (
    bulk,
    changes,
    changesets,
    checks,
    description,
    edits,
    history,
    landing,
    locate,
    ogc_tilesets,
    records,
    reference,
    reverting,
    schemas,
    search,
    session,
    statistics,
    tiles,
    tilesets,
    tokens,
)


class PublicId(StringConverter):
    """B-000012, R-000001; a commune's 31825 or 31825@2004-01-01. Anything else is nobody's id."""

    regex = "[0-9A-Za-z.@-]{1,30}"


class Number(IntConverter):
    """The number of a recorded change: what a bigint holds."""

    regex = "[1-9][0-9]{0,17}"


register_converter(PublicId, "id")
register_converter(Number, "n")
COLLECTION = "api/collections/<str:name>"

urlpatterns = [
    path("tiles/<str:layers>/<str:z>/<str:x>/<str:y>.mvt", tiles.tile, {"form": "mvt"}),
    path("tiles/<str:layers>/<str:z>/<str:x>/<str:y>.geojson", tiles.tile, {"form": "geojson"}),
    path("tiles/<str:layers>.json", tilesets.tile_json),
    path("api", landing.Landing.as_view()),
    path("api/", landing.Landing.as_view()),
    path("api/conformance", landing.Conformance.as_view()),
    path("api/openapi.json", description.OpenApi.as_view()),
    path("api/docs", description.docs),
    path("api/collections", landing.Collections.as_view()),
    path(COLLECTION, landing.OneCollection.as_view()),
    path(f"{COLLECTION}/items", edits.Items.as_view()),
    path(f"{COLLECTION}/items/<id:feature_id>", edits.Item.as_view()),
    path(f"{COLLECTION}/items/<id:feature_id>/history", history.History.as_view()),
    path(f"{COLLECTION}/items/<id:feature_id>/history/<n:n>", history.OldVersion.as_view()),
    path(f"{COLLECTION}/items/<id:feature_id>/revert", reverting.Revert.as_view()),
    path(f"{COLLECTION}/bulk", bulk.Bulk.as_view()),
    path(f"{COLLECTION}/queryables", schemas.Queryables.as_view()),
    path(f"{COLLECTION}/schema", schemas.Schema.as_view()),
    path(f"{COLLECTION}/items/<id:feature_id>/inspections", records.Inspections.as_view()),
    path(f"{COLLECTION}/items/<id:feature_id>/postings", records.Postings.as_view()),
    path(f"{COLLECTION}/items/<id:feature_id>/works", records.Works.as_view()),
    path(f"{COLLECTION}/statistics", statistics.Statistics.as_view()),
    path(f"{COLLECTION}/tiles", ogc_tilesets.Tilesets.as_view()),
    path(f"{COLLECTION}/tiles/WebMercatorQuad", ogc_tilesets.Tileset.as_view()),
    path(f"{COLLECTION}/tiles/WebMercatorQuad/<str:z>/<str:row>/<str:col>", tiles.collection_tile),
    path("api/tileMatrixSets", ogc_tilesets.TileMatrixSets.as_view()),
    path("api/tileMatrixSets/WebMercatorQuad", ogc_tilesets.TileMatrixSet.as_view()),
    path("api/changes", changes.Changes.as_view()),
    path("api/locate", locate.Locate.as_view()),
    path("api/search", search.Search.as_view()),
    path("api/code-lists", reference.CodeLists.as_view()),
    path("api/session", session.Session.as_view()),
    path("api/tokens", tokens.Tokens.as_view()),
    path("api/tokens/<int:token_id>", tokens.Token.as_view()),
    path("api/changesets", changesets.Changesets.as_view()),
    path("api/checks", checks.Checks.as_view()),
    re_path(r"^(?:api|tiles)/(?P<rest>[\s\S]*)$", unknown_address),
]
