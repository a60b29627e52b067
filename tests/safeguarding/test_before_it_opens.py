"""Nobody is let in before there is somebody to turn to, and rules that say how."""

import pytest

from peerhub.app import FEATURES
from peerhub.community import service as community_service
from peerhub.community.models import JoinPolicy
from peerhub.core.hub import Hub
from peerhub.people.models import Person, PersonState
from peerhub.people.store import persons
from tests.safeguarding.conftest import Circle
from tests.support.factories import change_community, make_person, publish
from tests.support.visitor import Visitors


@pytest.fixture
async def closed(hub: Hub) -> Hub:
    """A hub that asks for all that features ask for."""
    hub.conditions.extend(c for feature in FEATURES for c in feature.conditions)
    await change_community(hub, join_policy=JoinPolicy.APPROVAL)
    return hub


async def opens(hub: Hub, circle: Circle, dana: Person, gita: Person) -> None:
    """Everything that was missing."""
    await circle.found(dana, gita)
    await make_person(hub, "Hana", roles=("reviewer",))
    await publish(hub, "rules")
    await publish(hub, "privacy")
    async with hub.transaction() as tx:
        await community_service.add_help_contact(tx, name="Night line", urgent=True, by="Fay")


async def test_administration_lists_what_is_missing_until_nothing_is(
    closed: Hub, circle: Circle, fay: Person, dana: Person, gita: Person
) -> None:
    admin = await circle.visitors.of(fay)
    words = (await admin.get("/admin")).words
    for said in (
        "Two safeguarding leads with keys",
        "A reviewer",
        "A help contact",
        "Ground rules",
    ):
        assert said in words
    await opens(closed, circle, dana, gita)
    assert "Before anybody can join" not in (await admin.get("/admin")).words


async def test_nobody_joins_before_it_opens_and_everybody_may_after(
    closed: Hub, circle: Circle, visitor: Visitors, dana: Person, gita: Person
) -> None:
    stranger = visitor()
    page = await stranger.get("/join")
    assert "This hub is not open yet" in page.words
    fields = {"name": "Gina", "email": "gina@example.org", "agree": "yes"}
    await stranger.post("/join", fields)
    async with closed.reading() as db:
        assert await persons.find_person_by_email(db, "gina@example.org") is None
    await opens(closed, circle, dana, gita)
    page = await stranger.get("/join")
    assert "This hub is not open yet" not in page.words
    await stranger.submit(name="Gina", email="gina@example.org", agree="yes")
    async with closed.reading() as db:
        assert await persons.find_person_by_email(db, "gina@example.org") is not None


async def test_nobody_is_invited_or_let_in_before_it_opens(
    closed: Hub, circle: Circle, fay: Person
) -> None:
    waits = await make_person(closed, "Gina", state=PersonState.WAITING)
    admin = await circle.visitors.of(fay)
    await admin.get("/admin/people")
    page = await admin.submit("/admin/people/invitations", email="hal@example.org")
    assert page.status == 422 and "This hub is not open yet" in page.words
    page = await admin.post(
        "/admin/people/joiners", {"person": waits.person_id, "action": "approve"}
    )
    assert page.status == 422 and "This hub is not open yet" in page.words
