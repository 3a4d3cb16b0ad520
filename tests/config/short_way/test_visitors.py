"""Only a stranger who reads is answered the short way, and only as securely as is asked for."""

from collections.abc import Iterator

import pytest
from django.test import override_settings

from config.short_way.headers import said_by
from tests.config.short_way.asking import WentTheLongWay, short

ADDRESSES = ("/tiles/bridges/14/0/0.mvt", "/api/collections/bridges/items")
pytestmark = [pytest.mark.django_db, pytest.mark.parametrize("address", ADDRESSES)]


@pytest.mark.parametrize(
    "more",
    [
        {"cookie": "sessionid=1"}, {"authorization": "Bearer x"}, {"authorization": ""}, {"host": "evil.example"}, {"host": ""}, {"method": "POST"},
        {"method": "HEAD"},
    ],
)  # fmt: skip
def test_who_must_be_known_or_refused_goes_the_long_way(address: str, more: dict[str, str]) -> None:
    with pytest.raises(WentTheLongWay):
        short(address, **more)


@pytest.fixture
def behind_a_proxy() -> Iterator[None]:
    said_by.cache_clear()
    proxy = ("HTTP_X_FORWARDED_PROTO", "https")
    with override_settings(SECURE_SSL_REDIRECT=True, SECURE_HSTS_SECONDS=60, SECURE_PROXY_SSL_HEADER=proxy):
        yield
    said_by.cache_clear()


def test_behind_a_proxy_only_what_came_by_https_is_answered(behind_a_proxy: None, address: str) -> None:
    assert short(address, x_forwarded_proto="https")[1]["Strict-Transport-Security"] == "max-age=60"
    with pytest.raises(WentTheLongWay):
        short(address)
