"""Every address of the API and the tiles, one line each."""

from django.urls import path, re_path, register_converter
from django.urls.converters import IntConverter, StringConverter

from gisapi.errors import unknown_address
from gisapi.views import (
    bulk,
    change_sets,
    changes,
    checks,
    deleted,
    description,
    draft_changes,
    draft_reviews,
    drafts,
    edits,
    history,
    import_acts,
    import_profiles,
    imports,
    landing,
    locate,
    mapped,
    network,
    ogc_tilesets,
    permitted,
    presence,
    qgis,
    records,
    reference,
    reverting,
    schemas,
    search,
    session,
    shapes,
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
ROAD = "api/collections/roads/items/<id:feature_id>"

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
    path(f"{COLLECTION}/items/<id:feature_id>/may", permitted.Permitted.as_view()),
    path(f"{COLLECTION}/items/<id:feature_id>/history", history.History.as_view()),
    path(f"{COLLECTION}/items/<id:feature_id>/history/<n:n>", history.OldVersion.as_view()),
    path(f"{COLLECTION}/items/<id:feature_id>/along", deleted.Along.as_view()),
    path(f"{COLLECTION}/items/<id:feature_id>/revert", reverting.Revert.as_view()),
    path(f"{COLLECTION}/bulk", bulk.Bulk.as_view()),
    path(f"{ROAD}/split", network.SplitRoad.as_view()),
    path(f"{ROAD}/merge", network.MergeRoads.as_view()),
    path(f"{ROAD}/reverse", network.ReverseRoad.as_view()),
    path(f"{ROAD}/extend", network.ExtendRoad.as_view()),
    path(f"{ROAD}/realign", network.RealignRoad.as_view()),
    path(f"{ROAD}/recalibrate", network.RecalibrateRoad.as_view()),
    path(f"{ROAD}/transfer", network.TransferRoad.as_view()),
    path(f"{ROAD}/close", network.CloseRoad.as_view()),
    path(f"{ROAD}/open", network.OpenRoad.as_view()),
    path(f"{COLLECTION}/queryables", schemas.Queryables.as_view()),
    path(f"{COLLECTION}/schema", schemas.Schema.as_view()),
    path(f"{COLLECTION}/items/<id:feature_id>/inspections", records.Inspections.as_view()),
    path(f"{COLLECTION}/items/<id:feature_id>/postings", records.Postings.as_view()),
    path(f"{COLLECTION}/items/<id:feature_id>/works", records.Works.as_view()),
    path(f"{COLLECTION}/items/<id:feature_id>/shared-stretches", records.SharedStretches.as_view()),
    path(f"{COLLECTION}/statistics", statistics.Statistics.as_view()),
    path(f"{COLLECTION}/tiles", ogc_tilesets.Tilesets.as_view()),
    path(f"{COLLECTION}/tiles/WebMercatorQuad", ogc_tilesets.Tileset.as_view()),
    path(f"{COLLECTION}/tiles/WebMercatorQuad/<str:z>/<str:row>/<str:col>", tiles.collection_tile),
    path("api/tileMatrixSets", ogc_tilesets.TileMatrixSets.as_view()),
    path("api/tileMatrixSets/WebMercatorQuad", ogc_tilesets.TileMatrixSet.as_view()),
    path("api/changes", changes.Changes.as_view()),
    path("api/locate", locate.Locate.as_view()),
    path("api/shapes", shapes.Shapes.as_view()),
    path("api/search", search.Search.as_view()),
    path("api/code-lists", reference.CodeLists.as_view()),
    path("api/map", mapped.MapFile.as_view()),
    path("api/project.qgz", qgis.QgisProject.as_view()),
    path("api/session", session.Session.as_view()),
    path("api/tokens", tokens.Tokens.as_view()),
    path("api/tokens/<int:token_id>", tokens.Token.as_view()),
    path("api/changesets", change_sets.ChangeSets.as_view()),
    path("api/changesets/<n:n>", change_sets.ChangeSet.as_view()),
    path("api/changesets/<n:n>/revert", change_sets.RevertSet.as_view()),
    path("api/bin", deleted.Bin.as_view()),
    path("api/bin/<str:name>/<id:feature_id>/restore", deleted.Restore.as_view()),
    path("api/presence/<str:name>/<id:feature_id>", presence.AtWork.as_view()),
    path("api/imports", imports.Imports.as_view()),
    path("api/import-profiles", import_profiles.Profiles.as_view()),
    path("api/import-profiles/<int:profile_id>", import_profiles.Profile.as_view()),
    path("api/imports/<int:run_id>", imports.OneImport.as_view()),
    path("api/imports/<int:run_id>/rows", imports.Rows.as_view()),
    path("api/imports/<int:run_id>/map", imports.Places.as_view()),
    path("api/imports/<int:run_id>/report", imports.ReportFile.as_view()),
    path("api/imports/<int:run_id>/answers", import_acts.Confirm.as_view()),
    path("api/imports/<int:run_id>/fixes", import_acts.Fixes.as_view()),
    path("api/imports/<int:run_id>/acceptances", import_acts.Acceptances.as_view()),
    path("api/imports/<int:run_id>/load", import_acts.Load.as_view()),
    path("api/imports/<int:run_id>/revert", import_acts.Revert.as_view()),
    path("api/imports/<int:run_id>/resume", import_acts.Resume.as_view()),
    path("api/imports/<int:run_id>/cancel", import_acts.Cancel.as_view()),
    path("api/drafts", drafts.Drafts.as_view()),
    path("api/drafts/<n:draft_id>", drafts.Draft.as_view()),
    path("api/drafts/<n:draft_id>/changes", draft_changes.DraftChanges.as_view()),
    path("api/drafts/<n:draft_id>/changes/<n:change_id>", draft_changes.OneDraftChange.as_view()),
    path("api/drafts/<n:draft_id>/members", drafts.Members.as_view()),
    path("api/drafts/<n:draft_id>/members/<str:username>", drafts.OneMember.as_view()),
    path("api/drafts/<n:draft_id>/comments", drafts.Comments.as_view()),
    path("api/drafts/<n:draft_id>/check", draft_reviews.Check.as_view()),
    path("api/drafts/<n:draft_id>/submit", draft_reviews.Submit.as_view()),
    path("api/drafts/<n:draft_id>/withdraw", draft_reviews.Withdraw.as_view()),
    path("api/drafts/<n:draft_id>/return", draft_reviews.Return.as_view()),
    path("api/drafts/<n:draft_id>/accept", draft_reviews.Accept.as_view()),
    path("api/checks", checks.Checks.as_view()),
    path("api/checks/accept", checks.Accept.as_view()),
    path("api/checks/reopen", checks.Reopen.as_view()),
    re_path(r"^(?:api|tiles)/(?P<rest>[\s\S]*)$", unknown_address),
]
