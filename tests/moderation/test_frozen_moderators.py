"""Whoever has lost their own voice for a while reads and decides nothing about others'."""

from dataclasses import replace

from peerhub.core.hub import Hub
from peerhub.moderation import access, complaints, powers
from peerhub.moderation.complaints import Complaint, ComplaintKind, Step
from peerhub.moderation.measures import MeasureKind, NewMeasure
from peerhub.moderation.service import handle
from peerhub.people.models import Person
from tests.moderation.conftest import Stories, cases_of
from tests.support.factories import make_person
from tests.support.visitor import Visitors


async def test_what_they_had_taken_is_free_again_and_goes_to_others(
    people: Stories, hub: Hub, visitor: Visitors, amina: Person, bo: Person, cleo: Person
) -> None:
    rue = await make_person(hub, "Rue", roles=("reviewer", "moderator"))
    await people.reports(amina, await people.says(bo, "Words that wait"))
    await people.later()
    (case,) = await cases_of(hub, cleo)
    async with hub.transaction() as tx:
        await handle.claim(tx, cleo, case.case_id)
    await took_from(people, rue, cleo)
    async with hub.reading() as db:
        now = await access.case_to_tell(db, case.case_id)
        assert now is not None and not now.claimed_by
        assert cleo.person_id not in {p.person_id for p in await access.moderators_of(db, now)}
    browser = await visitor.of(cleo)
    assert case.case_id not in (await browser.get("/moderation")).text
    assert (await browser.get(f"/moderation/cases/{case.case_id}")).status == 404
    links = (await browser.get("/notifications")).links()
    page = await browser.get(next(link for link in links if link.startswith("/appeal/")))
    page = await browser.submit(words="It was not so")
    assert "You asked for another look" in page.words, "they appeal like anybody"


async def took_from(people: Stories, by: Person, against: Person) -> None:
    """A moderator's own words are reported, which only reviewers see, and they are frozen for them."""
    reporter = await make_person(people.hub, "Reporter")
    message = await people.says(against, "Words of a moderator")
    await people.reports(reporter, message)
    await people.later()
    found = [one for one in await cases_of(people.hub, by) if one.item.id == message]
    visitor = await people.visitors.of(by)
    await visitor.get(f"/moderation/cases/{found[0].case_id}")
    page = await visitor.submit(
        holding="What should happen?", outcome="leave", measure="freeze", days="7", reason="Why"
    )
    assert page.status == 200, page.words
    await people.later()


async def test_a_case_climbs_where_the_only_moderator_is_frozen(
    people: Stories, hub: Hub, amina: Person, bo: Person, cleo: Person
) -> None:
    rue = await make_person(hub, "Rue", roles=("reviewer", "moderator@space:garden"))
    await took_from(people, rue, cleo)
    await people.reports(amina, await people.says(bo, "Words that wait"))
    await people.later()
    assert [one.author_id for one in await cases_of(hub, rue)] == [bo.person_id]


async def test_nor_do_they_answer_complaints_or_take_measures_by_any_other_way(hub: Hub) -> None:
    now = hub.clock.now()
    complaint = Complaint("k", ComplaintKind.DUTIES, "", "K", (), Step.NEAR, now, now)
    subject = await make_person(hub, "Bo Bee")
    judge = await make_person(hub, "Judge", roles=("administrator", "reviewer"))
    frozen = replace(judge, frozen=True)
    ban = NewMeasure(MeasureKind.BAN)
    assert complaints.can_answer(judge, complaint) and powers.may_take(judge, subject, ban)
    assert not complaints.can_answer(frozen, complaint)
    assert not powers.may_take(frozen, subject, ban)
