"""docker-compose.yml and the Dockerfile: pinned, watched over, and without a secret."""

import re
from pathlib import Path

import yaml

ROOT = Path(__file__).resolve().parents[2]
COMPOSE = yaml.safe_load((ROOT / "docker-compose.yml").read_text())


def test_every_image_has_an_exact_tag() -> None:
    images = [service["image"] for service in COMPOSE["services"].values()]
    images += re.findall(r"^FROM (\S+)", (ROOT / "Dockerfile").read_text(), re.MULTILINE)
    assert len(images) == 5
    assert [image for image in images if not re.search(r":\d+(\.\d+)*[-\d.\w]*$", image)] == []


def test_every_service_has_a_health_check() -> None:
    assert {name for name, service in COMPOSE["services"].items() if "healthcheck" in service} == {
        "db",
        "web",
        "upkeep",
    }


def test_web_waits_for_a_healthy_database() -> None:
    assert COMPOSE["services"]["web"]["depends_on"]["db"]["condition"] == "service_healthy"


def test_secrets_have_no_value_in_the_file() -> None:
    for service in COMPOSE["services"].values():
        for name, value in service["environment"].items():
            if re.search(r"PASSWORD|SECRET", name):
                assert re.fullmatch(r"\$\{\w+:\?set it in \.env\}", value), name
    assert ":${POSTGRES_PASSWORD:?set it in .env}@" in COMPOSE["services"]["web"]["environment"]["DATABASE_URL"]


def test_only_this_machine_reaches_the_published_port() -> None:
    ports = [port for service in COMPOSE["services"].values() for port in service.get("ports", [])]
    assert ports == ["127.0.0.1:8000:8000"]


def test_data_lives_in_a_named_volume() -> None:
    assert COMPOSE["services"]["db"]["volumes"] == ["database:/var/lib/postgresql/data"]
    assert "database" in COMPOSE["volumes"]
