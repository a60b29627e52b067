"""The forum's tests knock more often than any person does; and somebody writes without a name."""

import pytest

from peerhub.core.config import Config
from peerhub.core.hub import Hub
from peerhub.people.models import Person
from tests.forum.nameless import ADDRESS, NAME
from tests.forum.places import Place, make_place
from tests.support.factories import make_person


@pytest.fixture
def config(config: Config) -> Config:
    return config.model_copy(update={"limits": "off"})


@pytest.fixture
async def place(hub: Hub) -> Place:
    found = await make_place(hub, slug="nameless", title="Nameless")
    await found.set(anonymous=True)
    return found


@pytest.fixture
async def writer(hub: Hub) -> Person:
    return await make_person(hub, NAME, email=ADDRESS)
