"""What the tests of access share."""

from datetime import datetime

import pytest

from tests.access.world import World, assemble_world
from tests.cast import Cast


@pytest.fixture
def world(cast: Cast, now: datetime) -> World:
    return assemble_world(cast, now)
