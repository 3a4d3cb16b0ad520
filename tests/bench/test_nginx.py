"""The project's nginx configuration, placed for the bench: every name of a real machine is replaced, or it says so."""

import pytest

from bench import nginx


def test_the_shipped_configuration_is_served_from_the_benchs_own_places() -> None:
    placed = nginx.placed(nginx.SHIPPED.read_text())
    assert "server 127.0.0.1:8311;" in placed
    assert "listen 127.0.0.1:8316;" in placed
    assert "/var/cache" not in placed
    assert "cauduong.example" not in placed


def test_a_configuration_that_lost_a_name_is_refused() -> None:
    with pytest.raises(ValueError, match="listen 80;"):
        nginx.placed(nginx.SHIPPED.read_text().replace("listen 80;", "listen 8080;"))
