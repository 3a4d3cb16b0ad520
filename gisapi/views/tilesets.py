"""What tiles there are: TileJSON."""

from django.http import HttpRequest, HttpResponse

from gisapi import params
from gisapi.answers import json_answer
from gisapi.authentication import is_known
from gisapi.errors import answers_problems
from gisapi.tiles.address import MAX_ZOOM
from gisapi.tiles.catalogue import ID_DIGITS, Layer
from gisapi.tiles.render import stamp_of
from gisapi.tiles.token import read_version
from gisapi.views.tiles import layers_named


@answers_problems
def tile_json(request: HttpRequest, layers: str) -> HttpResponse:
    """`/tiles/{layer[,layer…]}.json`: TileJSON 3.0, and for each layer `full_zoom`, from which nothing is left out.

    `below_full_zoom`: the road classes drawn there with the zoom each appears from, and the fields there are. `thinned`: up to which
    zoom lines are, with which fields, and by which of them neighbours are merged; from `full_zoom` on, those of `apart` are not.
    `feature_id`: a feature's id is the number of its public id, with this before it and at least so many digits; what is merged has
    none. `more`: what `properties=` may ask for besides `fields`. The addresses name the version of the layers as it is now.
    """
    params.nothing(request)
    named = layers_named(layers)
    address = request.build_absolute_uri(f"/tiles/{layers}/")
    version = stamp_of(read_version(named), named, signed_in=is_known(request))
    return json_answer(
        {
            "tilejson": "3.0.0",
            "name": ", ".join(layer.title_vi for layer in named),
            "scheme": "xyz",
            "tiles": [f"{address}{{z}}/{{x}}/{{y}}.mvt?v={version}"],
            "data": [f"{address}{{z}}/{{x}}/{{y}}.geojson?v={version}"],
            "minzoom": min(layer.min_zoom for layer in named),
            "maxzoom": MAX_ZOOM,
            "vector_layers": [_described(layer) for layer in named],
        }
    )


def _described(layer: Layer) -> dict[str, object]:
    fields = [name for name in layer.fields if name in layer.low]
    return {
        "id": layer.name,
        "description": f"{layer.title_vi} / {layer.title_en}",
        "fields": layer.fields,
        "feature_id": {"prefix": f"{layer.letter}-", "digits": ID_DIGITS} if layer.letter else None,
        "minzoom": layer.min_zoom,
        "maxzoom": MAX_ZOOM,
        "more": [name for name in layer.choosable if name not in layer.fields],
        "full_zoom": layer.full_zoom,
        "below_full_zoom": {"classes": layer.classes, "fields": fields} if layer.low else None,
        "thinned": {
            "below": layer.exact_zoom,
            "fields": fields,
            "merged_by": list(layer.merged_by),
            "apart": list(layer.classes),
        }
        if layer.low
        else None,
    }
