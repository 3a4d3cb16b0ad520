"""OWSLib, the Python client of OGC services, finds its way from the landing page to a filtered page."""

from owslib.ogcapi.features import Features

from gisapi.collections import COLLECTIONS
from tests.network import Network, up


def test_from_the_landing_page_to_the_items(api: str, served: Network) -> None:
    client = Features(f"{api}/")
    assert client.links
    assert "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/core" in client.conformance()["conformsTo"]
    assert client.feature_collections() == list(COLLECTIONS)
    assert client.collection("bridges")["id"] == "bridges"
    assert "condition" in client.collection_queryables("bridges")["properties"]
    assert client.api()["openapi"].startswith("3.0")
    assert client.collection_items("bridges", limit=1)["numberReturned"] == 1
    boxed = client.collection_items("bridges", bbox=[105.49, up(400).y, 105.51, up(600).y])
    assert [feature["id"] for feature in boxed["features"]] == [served.near_bridge.public_id]
    poor = client.collection_items("bridges", filter="condition = 'XAU'")
    assert [feature["id"] for feature in poor["features"]] == [served.far_bridge.public_id]
    one = client.collection_item("bridges", served.near_bridge.public_id)
    assert one["properties"]["name"] == "Cầu Gần"
