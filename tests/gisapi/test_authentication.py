"""Personal tokens at the door: by Bearer and by Basic, within their scopes and their holder's rights, or not at all."""

import base64
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import Group, User
from django.test import Client
from django.utils import timezone

from infra.history import changes_to
from infra.models import AccessToken, Bridge, WriteRight
from infra.services.tokens import make_token
from tests import network
from tests.gisapi.asking import PASSWORD, put, read, refused
from tests.gisapi.tiles.test_render import tile_of
from tests.network import Network, up

BRIDGES = "/api/collections/bridges/items"
ROADS = "/api/collections/roads/items"


@pytest.fixture
def user(db: None) -> User:
    user = User.objects.create_user("kysu", password=PASSWORD)
    user.groups.add(Group.objects.get(name="engineer"))
    return user


def token(user: User, *scopes: str) -> str:
    return make_token(user, name="thử", scopes=scopes, expires_at=timezone.now() + timedelta(days=1))[1]


def bearer(text: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {text}"}


def basic(name: str, text: str) -> dict[str, str]:
    return {"Authorization": "Basic " + base64.b64encode(f"{name}:{text}".encode()).decode()}


def strict() -> Client:
    """Without a cookie, and CSRF checked: as QGIS or a script comes."""
    return Client(enforce_csrf_checks=True)


@pytest.mark.parametrize("how", ["bearer", "basic"])
def test_a_token_reads_what_its_holder_reads(user: User, address: str, how: str) -> None:
    text = token(user, "read")
    headers = bearer(text) if how == "bearer" else basic("kysu", text)
    assert "note" not in read(strict(), address)["properties"]
    assert "note" in strict().get(address, headers=headers).json()["properties"]
    assert strict().get(f"{address}/history", headers=headers).status_code == 200


@pytest.mark.parametrize("scope", ["write", "write:bridge"])
def test_a_token_writes_without_csrf(user: User, net: Network, address: str, scope: str) -> None:
    text = token(user, scope)
    tag = strict().get(address, headers=bearer(text))["ETag"]
    answer = put(strict(), "PATCH", address, {"properties": {"name": "Từ QGIS"}}, tag, **basic("kysu", text))
    assert answer.status_code == 200, answer.content
    assert Bridge.objects.get(pk=net.near_bridge.pk).name == "Từ QGIS"


@pytest.mark.django_db(transaction=True)
def test_history_knows_the_token(code_lists: None) -> None:
    user, net = User.objects.create_user("kysu"), network.build()
    user.groups.add(Group.objects.get(name="engineer"))
    text, address = token(user, "write"), f"{BRIDGES}/{net.near_bridge.public_id}"
    put(strict(), "PATCH", address, {"properties": {"name": "X"}}, strict().get(address)["ETag"], **bearer(text))
    newest = changes_to(Bridge.objects.get(pk=net.near_bridge.pk))[0]
    assert (newest.by, newest.client) == ("kysu", f"token {text[:10]}")


def test_a_scope_that_is_missing_is_named(user: User, net: Network, address: str) -> None:
    text = token(user, "write:bridge")
    body = {"type": "Feature", "properties": {"code": "ĐT.8", "road_class": "DT", "source": "x"}}
    facts = refused(put(strict(), "POST", ROADS, body, **bearer(text)), 403, "scope-missing")
    assert facts == {"scope": "write:roads", "held": ["read", "write:bridges"]}
    answer = put(strict(), "DELETE", address, b"", '"x"', **bearer(token(user, "read")))
    assert refused(answer, 403, "scope-missing")["scope"] == "write:bridges"


def test_a_token_never_exceeds_its_holder(user: User, address: str) -> None:
    text = token(user, "write")
    tag = strict().get(address)["ETag"]
    WriteRight.objects.all().delete()
    refused(put(strict(), "PATCH", address, {"properties": {"name": "X"}}, tag, **bearer(text)), 403, "forbidden")


def wrong(user: User) -> dict[str, dict[str, str]]:
    """Every header that lets nobody in."""
    expired, revoked, good = token(user, "read"), token(user, "read"), token(user, "read")
    past = timezone.now() - timedelta(hours=1)
    AccessToken.objects.filter(prefix=expired[:10]).update(created_at=past - timedelta(days=1), expires_at=past)
    AccessToken.objects.filter(prefix=revoked[:10]).update(revoked_at=past)
    return {
        "expired": bearer(expired),
        "revoked": bearer(revoked),
        "unknown": bearer("cd_" + "0" * 72),
        "a slip": bearer(good[:-1]),
        "of another": basic("ai-do", good),
        "a password": basic("kysu", PASSWORD),
        "no colon": {"Authorization": "Basic " + base64.b64encode(b"kysu").decode()},
        "no base64": {"Authorization": "Basic ((("},
        "no text": {"Authorization": "Basic /w=="},
        "nothing": {"Authorization": "Bearer"},
        "another scheme": {"Authorization": f"Token {good}"},
    }


def test_what_is_no_good_token_is_refused_alike(user: User, address: str) -> None:
    """Who holds the wrong one is not told why: no oracle. Nor is anybody silently taken for a stranger."""
    told = set()
    for why, headers in wrong(user).items():
        answer = strict().get(address, headers=headers)
        facts = refused(answer, 401, "token-refused", "Authorization")
        assert set(facts) == {"scheme"}, why
        expected = "Basic" if headers["Authorization"].startswith("Basic") else "Bearer"
        assert answer["WWW-Authenticate"].startswith(expected), why
        if expected == "Bearer" and facts["scheme"] == "bearer":
            told.add(answer.content)
    assert len(told) == 1


def test_an_inactive_holder_is_refused(user: User, address: str) -> None:
    text = token(user, "read")
    User.objects.update(is_active=False)
    refused(strict().get(address, headers=bearer(text)), 401, "token-refused", "Authorization")


def test_a_token_goes_before_the_cookie(user: User, planner: Client, address: str) -> None:
    assert read(planner, "/api/session")["user"]["username"] == "planner"
    told = planner.get("/api/session", headers=bearer(token(user, "read"))).json()["user"]
    assert told["username"] == "kysu"
    refused(planner.get(address, headers=bearer("cd_x")), 401, "token-refused", "Authorization")


def test_the_session_tells_what_a_token_may_edit(user: User) -> None:
    def told(text: str) -> Any:
        return strict().get("/api/session", headers=bearer(text)).json()["user"]

    assert told(token(user, "read"))["may_edit"] == []
    assert told(token(user, "write:km_post"))["may_edit"] == ["km-posts"]
    assert len(told(token(user, "write"))["may_edit"]) == 10


def test_a_token_makes_no_tokens(user: User) -> None:
    text = token(user, "write")
    body = {"name": "con", "scopes": [], "expires_at": "2027-01-01T00:00:00Z"}
    refused(
        strict().post("/api/tokens", body, content_type="application/json", headers=bearer(text)), 401, "not-signed-in"
    )
    refused(strict().get("/api/tokens", headers=bearer(text)), 401, "not-signed-in")
    refused(strict().delete(f"/api/tokens/{AccessToken.objects.get().pk}", headers=bearer(text)), 401, "not-signed-in")
    assert AccessToken.objects.get().revoked_at is None


def test_a_stranger_is_never_asked_by_a_window_of_the_browser(client: Client, address: str) -> None:
    """A Basic challenge would make a browser ask for a name and a password before the map can."""
    answer = client.get(f"{address}/history")
    assert refused(answer, 401, "not-signed-in") == {}
    assert "Basic" not in answer["WWW-Authenticate"]


def test_a_token_sees_the_tiles_of_its_holder(user: User, net: Network) -> None:
    Bridge.objects.filter(pk=net.near_bridge.pk).update(is_published=False)
    x, y = tile_of(105.5, up(500).y, 14)
    for place in (
        f"/tiles/bridges/14/{x}/{y}.geojson",
        f"/api/collections/bridges/tiles/WebMercatorQuad/14/{y}/{x}?f=geojson",
    ):

        def seen(place: str = place, **headers: str) -> bool:
            answer = strict().get(place, headers=headers)
            return answer.status_code == 200 and "Cầu Gần" in answer.content.decode()

        assert [seen(), seen(**bearer(token(user))), seen(**basic("kysu", token(user))), seen()] == [
            False,
            True,
            True,
            False,
        ]
        refused(strict().get(place, headers=bearer("cd_x")), 401, "token-refused", "Authorization")


def test_the_tiles_of_a_token_are_kept_by_its_holder_alone(user: User, net: Network) -> None:
    x, y = tile_of(105.5, up(500).y, 14)
    known, public = bearer(token(user)), read(strict(), "/tiles/bridges.json")["tiles"]
    told = strict().get("/tiles/bridges.json", headers=known).json()["tiles"]
    assert told != public, "the version in the address says who looks"
    place = told[0].replace("{z}/{x}/{y}", f"14/{x}/{y}").removeprefix("http://testserver")
    answer = strict().get(place, headers=known)
    assert (answer.status_code, answer["Cache-Control"].split(",")[0]) == (200, "private")
    assert "Authorization" in answer["Vary"]
    assert strict().get(place)["Cache-Control"] == "no-cache", (
        "a stranger gets the public tile, not to be kept under that address"
    )
