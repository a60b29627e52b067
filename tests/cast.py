"""The cast: invented people, each put into the hub when a test names them.

amina (member), bo (joined yesterday), cleo (moderator), dana (safeguarding lead), eli
(organiser: facilitates the sector of health), fay (administrator), gita (another safeguarding lead).
"""

import pytest

from peerhub.core.hub import Hub
from peerhub.people.models import Person
from tests.support.factories import make_person


@pytest.fixture
async def amina(hub: Hub) -> Person:
    return await make_person(hub, "Amina")


@pytest.fixture
async def bo(hub: Hub) -> Person:
    return await make_person(hub, "Bo", days=1)


@pytest.fixture
async def cleo(hub: Hub) -> Person:
    return await make_person(hub, "Cleo", roles=("moderator",))


@pytest.fixture
async def dana(hub: Hub) -> Person:
    return await make_person(hub, "Dana", roles=("safeguarding",))


@pytest.fixture
async def eli(hub: Hub) -> Person:
    return await make_person(hub, "Eli", roles=("facilitator@sector:health",))


@pytest.fixture
async def fay(hub: Hub) -> Person:
    return await make_person(hub, "Fay", roles=("administrator",))


@pytest.fixture
async def gita(hub: Hub) -> Person:
    return await make_person(hub, "Gita", roles=("safeguarding",))
