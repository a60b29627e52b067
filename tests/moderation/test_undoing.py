"""Every measure can be undone: by a button and a reason, by an appeal, once, and with what came with it."""

import asyncio

import pytest

from peerhub.core.errors import Refused
from peerhub.core.hub import Hub
from peerhub.moderation import access
from peerhub.moderation.measures import MeasureKind, NewMeasure
from peerhub.moderation.models import DecisionOutcome
from peerhub.moderation.service.decide import decide
from peerhub.moderation.service.measure import lift
from peerhub.moderation.store.measures import list_measures_about
from peerhub.people.models import Person
from tests.moderation.conftest import ROOM, Stories, cases_of, make_report
from tests.support.factories import make_person
from tests.support.visitor import Visitor, Visitors

WORDS = "Words that somebody minds"
LINK = "Look at https://example.org/"


@pytest.fixture
async def limited(people: Stories, amina: Person, bo: Person, cleo: Person) -> str:
    """The case by which Bo's message was removed and Bo limited in the kitchen; its path."""
    await people.reports(amina, await people.says(bo, WORDS))
    await people.later()
    moderator = await people.opens_case(cleo)
    path = moderator.page.path
    await moderator.submit(
        holding="What should happen?",
        outcome="remove",
        measure="limit",
        days="7",
        reason="It names a patient",
    )
    await people.later()
    return path


async def may_post_links(visitors: Visitors, person: Person) -> bool:
    browser = await visitors.of(person)
    await browser.get(ROOM)
    return (await browser.submit(f"{ROOM}/messages", body=LINK)).status == 200


async def appeal_of(visitor: Visitor) -> str:
    links = (await visitor.get("/notifications")).links()
    return next(link for link in links if link.startswith("/appeal/"))


async def test_a_measure_is_ended_with_a_reason_and_the_rest_stands(
    people: Stories, visitor: Visitors, bo: Person, cleo: Person, limited: str
) -> None:
    assert not await may_post_links(visitor, bo)
    moderator = await visitor.of(cleo)
    await moderator.get(limited)
    refused = await moderator.submit(holding="End this measure", lift_reason="")
    assert refused.status == 422 and "Say why. They read it." in refused.words
    await moderator.get(limited)
    await moderator.submit(holding="End this measure", lift_reason="They said sorry")
    assert await may_post_links(visitor, bo)
    told = " ".join(await people.told(bo))
    assert "You can post as before." in told and "They said sorry" in told
    page = await moderator.get(limited)
    assert "End this measure" not in page.words and "It was removed" in page.words
    assert WORDS not in await people.sees(cleo)


async def test_undoing_the_decision_ends_what_came_with_it(
    people: Stories, visitor: Visitors, bo: Person, cleo: Person, limited: str
) -> None:
    moderator = await visitor.of(cleo)
    await moderator.get(limited)
    await moderator.submit(holding="Show it again", undo_reason="I was wrong")
    assert WORDS in await people.sees(cleo)
    assert await may_post_links(visitor, bo)


async def test_an_appeal_that_is_right_undoes_all_of_it(
    people: Stories, hub: Hub, visitor: Visitors, bo: Person, cleo: Person, limited: str
) -> None:
    other = await make_person(hub, "Hal", roles=("moderator",))
    author = await visitor.of(bo)
    path = await appeal_of(author)
    page = await author.get(path)
    assert "A moderator removed what you wrote" in page.words
    assert "you can post once in ten minutes in that place" in page.words
    await author.submit(words="It was no patient")
    await people.decides(other, "restore", "You are right")
    assert WORDS in await people.sees(cleo)
    assert await may_post_links(visitor, bo)
    assert "You can post as before." in " ".join(await people.told(bo))


async def test_an_appeal_against_a_warning_alone(
    people: Stories, hub: Hub, visitor: Visitors, amina: Person, bo: Person, cleo: Person
) -> None:
    other = await make_person(hub, "Hal", roles=("moderator",))
    await people.reports(amina, await people.says(bo, WORDS))
    await people.later()
    moderator = await people.opens_case(cleo)
    await moderator.submit(
        holding="What should happen?", outcome="leave", measure="warn", reason="Too sharp"
    )
    assert "taken what you reported" in " ".join(await people.told(amina))
    author = await visitor.of(bo)
    await author.get(await appeal_of(author))
    assert "A decision about you" in author.page.words
    await author.submit(words="It was a joke")
    page = await people.decides(other, "uphold", "It hurt")
    assert page.status == 200
    told = " ".join(await people.told(bo))
    assert "it stays as it was decided" in told and "It hurt" in told
    assert "It stays as it was decided" in (await author.get(await appeal_of(author))).words


async def test_a_moderator_of_a_place_neither_ends_nor_undoes_a_greater_step(
    people: Stories, hub: Hub, visitor: Visitors, amina: Person, bo: Person, cleo: Person
) -> None:
    """Whoever could not take it cannot take it back either, also not by undoing the removal."""
    reviewer = await make_person(hub, "Rue", roles=("reviewer", "moderator"))
    await people.reports(amina, await people.says(bo, WORDS))
    await people.later()
    moderator = await people.opens_case(reviewer)
    path = moderator.page.path
    await moderator.submit(
        holding="What should happen?", outcome="remove", measure="ban", reason="Threats"
    )
    other = await visitor.of(cleo)
    page = await other.get(path)
    assert "Banned" in page.words and "End this measure" not in page.words
    refused = await other.submit(holding="Show it again", undo_reason="Poor Bo")
    assert refused.status == 422 and "This is not yours to undo. Pass it on." in refused.words
    async with hub.reading() as db:
        (ban,) = await list_measures_about(db, bo.person_id)
    with pytest.raises(Refused, match="not yours to lift"):
        async with hub.transaction() as tx:
            case_id = path.rpartition("/")[2]
            await lift(tx, cleo, case_id, ban.measure_id, reason="Poor Bo")
    assert (await visitor().sign_in(bo)).status == 422


async def test_of_two_who_end_a_measure_at_once_one_wins(
    people: Stories, hub: Hub, bo: Person, cleo: Person, limited: str
) -> None:
    other = await make_person(hub, "Hal", roles=("moderator",))
    case_id = limited.rpartition("/")[2]
    async with hub.reading() as db:
        (measure,) = await list_measures_about(db, bo.person_id)

    async def end(person: Person) -> str:
        try:
            async with hub.transaction() as tx:
                await lift(tx, person, case_id, measure.measure_id, reason=person.name)
        except Refused as refused:
            return refused.code
        return "won"

    assert sorted(await asyncio.gather(end(cleo), end(other))) in (
        ["gone", "won"],
        ["not_allowed", "won"],
    )
    told = [words for words in await people.told(bo) if "You can post as before." in words]
    assert len(told) == 1


async def test_of_two_who_decide_at_once_one_measure_is_taken(
    people: Stories, hub: Hub, amina: Person, bo: Person, cleo: Person
) -> None:
    other = await make_person(hub, "Hal", roles=("moderator",))
    await make_report(hub, amina, await people.says(bo, WORDS))
    (case,) = await cases_of(hub, cleo)
    async with hub.reading() as db:
        dossier = await access.dossier_for_moderator(db, hub.keys, hub.contents, cleo, case.case_id)

    async def warn(person: Person) -> str:
        try:
            async with hub.transaction() as tx:
                await decide(
                    tx,
                    person,
                    case.case_id,
                    outcome=DecisionOutcome.LEAVE,
                    reason="Why",
                    seen=dossier.seen,
                    measure=NewMeasure(MeasureKind.LIMIT, 1),
                )
        except Refused as refused:
            return refused.code
        return "won"

    assert sorted(await asyncio.gather(warn(cleo), warn(other))) == ["gone", "won"]
    async with hub.reading() as db:
        assert len(await list_measures_about(db, bo.person_id)) == 1
