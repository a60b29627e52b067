"""Undecided past its time, seen or not, a case goes to the next level, and those there are told."""

import pytest

from peerhub.core.hub import Hub
from peerhub.moderation import access
from peerhub.moderation.service.trail import verify_audit
from peerhub.moderation.store import trail
from peerhub.people.models import Person
from tests.moderation.conftest import Stories
from tests.support.clock import SettableClock
from tests.support.factories import change_community, make_person


@pytest.fixture
async def ladder(hub: Hub) -> dict[str, Person]:
    return {
        "near": await make_person(hub, "Nia", roles=("moderator@space:kitchen",)),
        "whole": await make_person(hub, "Hal", roles=("moderator",)),
        "reviewer": await make_person(hub, "Rue", roles=("reviewer",)),
    }


async def sees(hub: Hub, ladder: dict[str, Person]) -> list[str]:
    async with hub.reading() as db:
        return [n for n, p in ladder.items() if await access.count_for_moderator(db, p)]


@pytest.mark.parametrize(("reason", "hours"), [("threat", 4), ("racism", 24), ("spam", 72)])
async def test_each_urgency_has_its_time(
    people: Stories,
    hub: Hub,
    clock: SettableClock,
    amina: Person,
    bo: Person,
    ladder: dict[str, Person],
    reason: str,
    hours: int,
) -> None:
    await people.reports(amina, await people.says(bo, "Words"), reason=reason)
    assert await sees(hub, ladder) == ["near", "whole"]
    await hub.outbox.deliver_all()
    seen = await people.opens_case(ladder["near"])  # looking at it is not deciding it
    assert seen.page.status == 200
    clock.move(hours=hours, minutes=-1)
    await hub.outbox.deliver_all()
    assert not any("was reported" in words for words in await people.told(ladder["reviewer"]))
    clock.move(minutes=1)
    await hub.outbox.deliver_all()
    clock.move(hours=hours)
    await hub.outbox.deliver_all()
    assert await sees(hub, ladder) == ["near", "whole", "reviewer"]
    assert any("was reported" in words for words in await people.told(ladder["reviewer"]))
    async with hub.reading() as db:
        entries = await trail.list_log_entries(db, after=0, limit=100)
        assert [e.detail.partition(" ")[2] for e in entries if e.action == "case.climbed"] == [
            "level:hub",
            "level:reviewer",
        ]
        assert (await verify_audit(db, hub.keys))[1] is None


async def test_on_the_last_level_they_are_told_again_and_again(
    people: Stories, hub: Hub, clock: SettableClock, amina: Person, bo: Person, fay: Person
) -> None:
    reviewer = await make_person(hub, "Rue", roles=("reviewer",))
    await people.reports(amina, await people.says(bo, "Words"), reason="threat")
    for times in (1, 2, 3):
        told = [w for w in await people.told(reviewer) if "was reported" in w]
        assert len(told) == times
        clock.move(hours=4)
        await hub.outbox.deliver_all()


async def test_a_decided_case_stays_where_it_is(
    people: Stories, hub: Hub, clock: SettableClock, amina: Person, bo: Person, cleo: Person
) -> None:
    reviewer = await make_person(hub, "Rue", roles=("reviewer",))
    await people.reports(amina, await people.says(bo, "Words"))
    await people.decides(cleo, "leave")
    clock.move(days=9)
    await hub.outbox.deliver_all()
    assert not await people.told(reviewer)


async def test_what_is_held_climbs_too(
    people: Stories, hub: Hub, clock: SettableClock, bo: Person, ladder: dict[str, Person]
) -> None:
    await change_community(hub, hold_first_posts=1)
    await people.says(bo, "My first words")
    await hub.outbox.deliver_all()
    assert await sees(hub, ladder) == ["near", "whole"]
    for _step in range(2):
        clock.move(days=3)
        await hub.outbox.deliver_all()
    assert await sees(hub, ladder) == ["near", "whole", "reviewer"]
