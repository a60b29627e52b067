"""Organisations and meetups are found in the search of everything, each as its finder may read it."""

from datetime import timedelta

import pytest

from peerhub.core.hub import Hub
from peerhub.core.items import Outcome
from peerhub.directory.service import pages
from peerhub.directory.store.organisations import find_organisation
from peerhub.meetups.models import Audience, MeetupKind
from peerhub.meetups.service.announce import announce, set_removed
from peerhub.meetups.service.change import change
from peerhub.people.models import Person
from peerhub.search.service import rebuild
from tests.search.conftest import ask
from tests.support.listed import make_organisation
from tests.support.visitor import Visitors


async def titles(hub: Hub, person: Person | None, said: str) -> list[str]:
    """What one finds; what is counted is what is shown, and by a rebuilt index it is the same."""
    found = await ask(hub, person, said)
    assert found.count == len(found.cards)
    return [card.title for card in found.cards]


async def meet(hub: Hub, person: Person, title: str, audience: Audience, **more: str) -> str:
    starts = hub.clock.now() + timedelta(days=5)
    fields = {
        "title": title,
        "about": "We plant a marigold.",
        "kind": MeetupKind.MEETUP,
        "audience": audience,
        "starts_at": starts,
        "ends_at": starts + timedelta(hours=2),
        "in_person": True,
        "place": "Brixton",
        "address": "14 Heron Row",
        **more,
    }
    async with hub.transaction() as tx:
        return (await announce(tx, person, client_id=title, fields=fields)).meetup_id


@pytest.fixture
async def known(hub: Hub, fay: Person, amina: Person) -> dict[str, str]:
    said = {"for_whom": "Anybody with a marigold", "address": "9 Larch Yard"}
    seen = {"for_whom": "members"}
    await make_organisation(hub, fay, "Garden Group", amina, words="We dig.", seen=seen, **said)
    return {
        "open": await meet(hub, amina, "Open garden", Audience.PUBLIC),
        "members": await meet(hub, amina, "Members' garden", Audience.MEMBERS),
        "asked": await meet(hub, amina, "Garden by asking", Audience.APPROVAL),
    }


async def test_each_finds_what_they_may_read(
    hub: Hub, known: dict[str, str], amina: Person, bo: Person, fay: Person
) -> None:
    for _again in ("as it was written", "as it is made anew"):
        assert sorted(await titles(hub, None, "garden")) == ["Garden Group", "Open garden"]
        assert await titles(hub, None, "marigold") == ["Open garden"]
        for person in (amina, bo, fay):
            assert sorted(await titles(hub, person, "marigold")) == [
                "Garden Group",
                "Garden by asking",
                "Members' garden",
                "Open garden",
            ]
            for hidden in ("heron", "larch"):  # an address is found by nobody
                assert await titles(hub, person, hidden) == []
        assert await titles(hub, bo, "in:directory garden") == ["Garden Group"]
        assert len(await titles(hub, bo, "in:meetups garden")) == 3
        await rebuild(hub)


async def test_a_change_is_found_and_what_was_said_before_is_not(
    hub: Hub, known: dict[str, str], amina: Person, bo: Person
) -> None:
    async with hub.transaction() as tx:
        await change(tx, amina, known["open"], fields={"about": "We plant a crocus."})
        group = await find_organisation(tx.db, "garden-group")
        assert group is not None
        hides = {**group.profile.seen, "words": "hidden"}
        await pages.change_organisation(
            tx, amina, group, type(group.profile)("Garden Group", "We hoe.", seen=hides)
        )
    assert await titles(hub, None, "crocus") == ["Open garden"]
    assert await titles(hub, None, "marigold") == []
    for person in (None, bo, amina):
        assert await titles(hub, person, "hoe") == await titles(hub, person, "dig") == []


async def test_what_was_removed_or_put_away_is_found_no_more_until_it_is_back(
    hub: Hub, known: dict[str, str], amina: Person, bo: Person
) -> None:
    async with hub.transaction() as tx:
        await set_removed(tx, known["open"], removed=True)
        group = await find_organisation(tx.db, "garden-group")
        assert group is not None
        await pages.remove_organisation(tx, group.organisation_id, str(Outcome.REMOVE))
    assert await titles(hub, None, "garden") == []
    assert "Garden Group" not in await titles(hub, bo, "garden")
    async with hub.transaction() as tx:
        await set_removed(tx, known["open"], removed=False)
        await pages.give_back(tx, group.organisation_id)
    assert sorted(await titles(hub, None, "garden")) == ["Garden Group", "Open garden"]
    async with hub.transaction() as tx:
        await pages.archive(tx, amina, group)
    assert await titles(hub, None, "garden") == ["Open garden"]


async def test_the_page_names_no_author(hub: Hub, known: dict[str, str], visitor: Visitors) -> None:
    page = await visitor().get("/search?q=garden")
    assert "Garden Group" in page.words and "Former member" not in page.words
    assert "27 November 2026" in page.words  # when it is, and not when it was announced
    assert "/directory/garden-group" in page.links()
    assert f"/meetups/{known['open']}" in page.links()
