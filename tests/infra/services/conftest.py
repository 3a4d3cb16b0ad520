"""Who writes in the tests of the services, and on what."""

import pytest
from django.contrib.auth.models import Group, User

from tests import network
from tests.network import Network


@pytest.fixture
def net(db: None) -> Network:
    built = network.build()
    for asset in (built.ql, built.near_bridge, built.far_bridge, built.culvert):
        asset.refresh_from_db()
    return built


@pytest.fixture
def engineer(db: None) -> User:
    user = User.objects.create_user("ky-su")
    user.groups.add(Group.objects.get_or_create(name="engineer")[0])
    return user
