"""One field put back while what was changed since in others stays; of the same field the later change is named."""

import json

from django.test import Client

from infra.models import Bridge
from tests.gisapi.asking import put, read, refused
from tests.gisapi.recording import feature
from tests.network import Network


def test_one_field_goes_back_and_the_others_stay(engineer: Client, net: Network) -> None:
    address = f"/api/collections/bridges/items/{net.near_bridge.public_id}"

    def write(**properties: object) -> None:
        answer = put(engineer, "PATCH", address, feature(**properties), engineer.get(address)["ETag"])
        assert answer.status_code == 200, answer.content

    def back(*fields: str) -> object:
        asked = {"n": n, "fields": list(fields)}
        headers = {"If-Match": engineer.get(address)["ETag"]}
        return engineer.post(f"{address}/revert", json.dumps(asked), "application/json", headers=headers)

    write(name="Nhầm", length_m=99, design_load="HL93")
    n = read(engineer, f"{address}/history")["changes"][0]["n"]
    write(length_m=100, note="sau đó")
    assert back("name", "design_load").status_code == 200
    bridge = Bridge.objects.get(pk=net.near_bridge.pk)
    assert (bridge.name, bridge.design_load_id, bridge.length_m, bridge.note) == ("Cầu Gần", None, 100, "sau đó")
    facts = refused(back("length_m"), 422, "rule-broken", "n")
    (newer,) = facts["newer"]["changes"]
    assert (facts["rule"], newer["op"], newer["collection"]) == ("newer-changes", "changed", "bridges")
    assert refused(back("note"), 422, "rule-broken", "fields")["known"] == ["design_load", "length_m", "name"]
    refused(back(), 422, "field-refused", "fields")
