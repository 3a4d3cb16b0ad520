"""The settings read their environment and refuse what they cannot understand."""

import pytest
from django.core.exceptions import ImproperlyConfigured

from config import settings


@pytest.mark.parametrize(
    ("url", "name", "user", "password", "host", "port"),
    [
        ("postgis://u:p%40ss@db:5433/roads", "roads", "u", "p@ss", "db", "5433"),
        ("postgis://u@/roads?host=/run/pg", "roads", "u", "", "/run/pg", ""),
    ],
)
def test_database_url(
    monkeypatch: pytest.MonkeyPatch, url: str, name: str, user: str, password: str, host: str, port: str
) -> None:
    monkeypatch.setenv("DATABASE_URL", url)
    found = settings.database()
    assert (found["NAME"], found["USER"], found["PASSWORD"], found["HOST"], found["PORT"]) == (
        name,
        user,
        password,
        host,
        port,
    )


def test_extra_parts_of_the_url_become_driver_options(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgis://u@db/roads?sslmode=require")
    assert settings.database()["OPTIONS"] == {"application_name": "cauduong-web", "sslmode": "require"}


def test_another_database_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "sqlite:///x")
    with pytest.raises(ImproperlyConfigured, match="postgis://"):
        settings.database()


def test_a_flag_is_0_or_1(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DEBUG", "yes")
    with pytest.raises(ImproperlyConfigured, match="DEBUG must be 0 or 1"):
        settings.flag("DEBUG")
