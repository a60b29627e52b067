"""Two moderators at one case: one wins, the other is told kindly, nothing happens twice."""

import asyncio

from peerhub.core.errors import Refused
from peerhub.core.hub import Hub
from peerhub.moderation import access
from peerhub.moderation.models import DecisionOutcome
from peerhub.moderation.service.decide import decide as decide_case
from peerhub.moderation.service.trail import verify_audit
from peerhub.moderation.store import cases
from peerhub.people.models import Person
from tests.moderation.conftest import Stories, cases_of, make_report
from tests.support.factories import make_person


async def test_at_the_same_moment_one_wins_at_the_pages(
    people: Stories, hub: Hub, amina: Person, bo: Person, cleo: Person
) -> None:
    gus = await make_person(hub, "Gus", roles=("moderator@sector:health",))
    message = await people.says(bo, "Words that are read")
    await people.reports(amina, message)
    one, two = await people.opens_case(cleo), await people.opens_case(gus)
    pages = await asyncio.gather(
        one.submit(holding="What should happen", outcome="remove", reason="First reason"),
        two.submit(holding="What should happen", outcome="leave"),
    )
    assert len([p for p in pages if "Somebody else was faster" in p.words]) == 1
    assert all(p.status == 200 for p in pages)
    room = await people.sees(amina)
    won = "Removed." in pages[0].words
    assert ("First reason" in room) is won
    assert ("Words that are read" in room) is not won
    told = await people.told(amina)
    assert len([n for n in told if "what you reported" in n]) == 1


async def test_at_the_same_moment_one_wins_in_the_database(
    people: Stories, hub: Hub, amina: Person, bo: Person, cleo: Person
) -> None:
    gus = await make_person(hub, "Gus", roles=("moderator",))
    message = await people.says(bo, "Words")
    await make_report(hub, amina, message)
    case = (await cases_of(hub, cleo))[0]
    async with hub.reading() as db:
        dossier = await access.dossier_for_moderator(db, hub.keys, hub.contents, cleo, case.case_id)

    async def decide(person: Person, outcome: DecisionOutcome) -> str:
        try:
            async with hub.transaction() as tx:
                await decide_case(
                    tx, person, case.case_id, outcome=outcome, reason="Why", seen=dossier.seen
                )
        except Refused as refusal:
            return refusal.code
        return "won"

    said = await asyncio.gather(
        decide(cleo, DecisionOutcome.REMOVE), decide(gus, DecisionOutcome.LEAVE)
    )
    assert sorted(said) == ["gone", "won"]
    async with hub.reading() as db:
        count, fault = await verify_audit(db, hub.keys)
    assert (count, fault) == (1, None)


async def test_a_case_is_closed_once(
    people: Stories, hub: Hub, amina: Person, bo: Person, cleo: Person
) -> None:
    """What holds where a database lets both read the open case first."""
    await make_report(hub, amina, await people.says(bo, "Words"))
    case = (await cases_of(hub, cleo))[0]
    async with hub.transaction() as tx:
        assert await cases.set_case_decided(tx.db, case.case_id, tx.now)
        assert not await cases.set_case_decided(tx.db, case.case_id, tx.now)


async def test_the_same_decision_sent_twice_is_one_decision(
    people: Stories, hub: Hub, amina: Person, bo: Person, cleo: Person
) -> None:
    message = await people.says(bo, "Words")
    await people.reports(amina, message)
    moderator = await people.opens_case(cleo)
    form = moderator.page
    first = await moderator.submit(holding="What should happen", outcome="remove", reason="Why")
    moderator.page = form
    second = await moderator.submit(holding="What should happen", outcome="remove", reason="Why")
    assert "Removed. Its author is told why." in first.words
    assert "Removed. Its author is told why." in second.words
    assert len([n for n in await people.told(bo) if "removed" in n]) == 1
    moderator.page = form
    other = await moderator.submit(holding="What should happen", outcome="leave")
    assert "Somebody else was faster" in other.words


async def test_after_a_decision_the_next_case_opens_at_its_heading(
    people: Stories, hub: Hub, amina: Person, bo: Person, cleo: Person
) -> None:
    for n, words in enumerate(("First words", "Second words")):
        await make_report(hub, amina, await people.says(bo, words), f"r-{n}")
    moderator = await people.opens_case(cleo)
    sent = await moderator.submit(holding="What should happen", outcome="leave", follow=False)
    assert sent.status == 303
    assert sent.headers["location"].endswith("?f=left#case")
    page = await moderator.get(sent.headers["location"])
    heading = page.tree.find(".//h1")
    assert heading is not None and heading.get("id") == "case" and heading.get("tabindex") == "-1"
    assert "Left as it is." in page.words and "Reported message" in page.words
