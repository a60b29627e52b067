"""Between a word and a ban: what a moderator does to a person holds at every door, and ends."""

import pytest

from peerhub.core.hub import Hub
from peerhub.moderation import access
from peerhub.moderation.measures import MeasureKind
from peerhub.people.models import Person
from tests.moderation.conftest import ROOM, Stories
from tests.support.clock import SettableClock
from tests.support.factories import make_person, make_room, publish
from tests.support.visitor import Page, Visitor, Visitors

WORDS = "Words that somebody minds"
FROZEN = "You may read but not write at the moment"
LINK = "Look at https://example.org/"


@pytest.fixture
async def rue(hub: Hub) -> Person:
    """A reviewer, who may take every step."""
    return await make_person(hub, "Rue", roles=("reviewer", "moderator"))


async def took(
    people: Stories, by: Person, against: Person, measure: str, *, days: str = "", **more: str
) -> Page:
    """A message of theirs is reported; it is left, and something is done about them."""
    reporter = await make_person(people.hub, f"Reporter of {measure}")
    await people.reports(reporter, await people.says(against, f"{WORDS} {measure}"))
    await people.later()
    visitor = await people.opens_case(by)
    more = {"outcome": "leave", "reason": "It hurts people", **more}
    return await visitor.submit(holding="What should happen?", measure=measure, days=days, **more)


async def posts(visitor: Visitor, body: str, room: str = ROOM) -> Page:
    await visitor.get(room)
    return await visitor.submit(f"{room}/messages", body=body)


async def test_a_warning_is_told_and_changes_nothing(
    people: Stories, visitor: Visitors, bo: Person, cleo: Person
) -> None:
    await took(people, cleo, bo, "warn")
    told = " ".join(await people.told(bo))
    assert "A moderator has a word of warning for you." in told
    assert "The reason: “It hurts people”." in told
    assert (await posts(await visitor.of(bo), "Good morning")).status == 200


async def test_a_note_is_for_moderators_alone(
    people: Stories, hub: Hub, bo: Person, cleo: Person
) -> None:
    await took(people, cleo, bo, "note", reason="Third time this week")
    assert not [words for words in await people.told(bo) if "week" in words or "note" in words]
    await people.reports(await make_person(hub, "Gus"), await people.says(bo, "Again"))
    await people.later()
    page = (await people.opens_case(cleo)).page
    assert "It was left as it was; a note was kept" in page.words
    link = next(x for x in page.links() if x.startswith("/moderation/cases/") and x != page.path)
    assert "Third time this week" in (await (await people.visitors.of(cleo)).get(link)).words
    async with hub.reading() as db:
        for fields in await _export(hub, db, bo):
            assert "Third time" not in str(fields)


async def _export(hub: Hub, db: object, person: Person) -> list[object]:
    return [
        await one.export_person(db, hub.keys, person.person_id)  # type: ignore[arg-type]
        for one in hub.personal.values()
    ]


async def test_who_is_limited_in_a_place_is_slower_there_and_posts_no_links(
    people: Stories, hub: Hub, visitor: Visitors, clock: SettableClock, bo: Person, cleo: Person
) -> None:
    await make_room(hub, "garden", "Garden")
    await took(people, cleo, bo, "limit", days="7")
    browser = await visitor.of(bo)
    refused = await posts(browser, LINK)
    assert refused.status == 422 and "you cannot post links" in refused.words
    assert (await posts(browser, "One")).status == 200
    assert "Wait 600 seconds" in (await posts(browser, "Two")).words
    clock.move(minutes=10)
    assert (await posts(browser, "Three")).status == 200
    assert (await posts(browser, LINK, "/rooms/garden")).status == 200, "no limit elsewhere"
    clock.move(days=7)
    assert (await posts(browser, LINK)).status == 200, "over by itself, before any duty ran"


async def test_the_same_in_the_forum_and_never_without_a_name(
    people: Stories, hub: Hub, visitor: Visitors, clock: SettableClock, bo: Person, rue: Person
) -> None:
    thread = await people.asks(bo, "A question", "Who knows?")
    await took(people, rue, bo, "limit-hub", days="3")
    browser = await visitor.of(bo)

    async def reply(body: str) -> Page:
        await browser.get(thread)
        return await browser.submit(f"{thread.rpartition('/')[0]}/replies", body=body)

    assert "you cannot post links" in (await reply(LINK)).words
    assert (await reply("One")).status == 200
    assert "Wait 600 seconds" in (await reply("Two")).words
    assert "Wait 600 seconds" in (await posts(browser, "Here too")).words, "one pace for all places"
    clock.move(days=3)
    assert (await reply(LINK)).status == 200


async def test_who_is_frozen_reads_and_takes_back_and_reports_and_writes_nothing(
    people: Stories, hub: Hub, visitor: Visitors, amina: Person, bo: Person, rue: Person
) -> None:
    other = await people.says(amina, "Something to report")
    mine = await people.says(bo, "Mine")
    thread = await people.asks(bo, "A question", "Who knows?")
    await took(people, rue, bo, "freeze", days="1")
    browser = await visitor.of(bo)
    page = await browser.get(ROOM)
    assert page.status == 200 and "Something to report" in page.words
    assert FROZEN in page.words
    for path, fields in (
        (f"{ROOM}/messages", {"id": "c1", "body": "Hello"}),
        (f"{thread.rpartition('/')[0]}/replies", {"id": "c2", "body": "Hello"}),
        ("/forum/questions/new", {"id": "c3", "title": "T", "body": "Hello"}),
        ("/messages", {"id": "c4", "to": "amina", "body": "Hello"}),
        ("/me/profile", {"name": "Another"}),
        (f"{ROOM}/messages/{mine}/edit", {"id": "c5", "body": "Other words"}),
    ):
        answer = await browser.post(path, fields)
        assert answer.status == 422, path
        assert FROZEN in answer.words, path
    forum = await browser.get(thread)
    assert FROZEN in forum.words and "/me/decisions" in forum.links()
    assert (await people.reports(bo, other)).status == 200
    await browser.get(f"{ROOM}/messages/{mine}")
    assert (await browser.post(f"{ROOM}/messages/{mine}/withdraw", {"id": "c6"})).status == 200
    assert "Until 23 November 2026 you can read, but not write." in " ".join(await people.told(bo))


async def test_it_ends_by_itself_and_they_are_told(
    people: Stories, hub: Hub, visitor: Visitors, clock: SettableClock, bo: Person, rue: Person
) -> None:
    await took(people, rue, bo, "freeze", days="1")
    await people.later()
    clock.move(days=1)
    assert "You can write again." in " ".join(await people.told(bo))
    assert (await posts(await visitor.of(bo), "Good morning")).status == 200


async def test_one_end_does_not_end_what_another_decision_took(
    people: Stories, hub: Hub, visitor: Visitors, clock: SettableClock, bo: Person, rue: Person
) -> None:
    for n in (1, 2):
        reporter = await make_person(hub, f"Reporter {n}")
        await people.reports(reporter, await people.says(bo, f"{WORDS} {n}"))
    for days in ("3", "1"):
        await people.later()
        await (await people.opens_case(rue)).submit(
            holding="What should happen?",
            outcome="leave",
            measure="freeze",
            days=days,
            reason="Why",
        )
    await people.later()
    clock.move(days=1)
    await people.later()
    assert FROZEN in await people.sees(bo)
    clock.move(days=2)
    await people.later()
    assert (await posts(await visitor.of(bo), "Now")).status == 200


@pytest.mark.parametrize(
    ("roles", "offered"),
    [
        (("moderator@space:kitchen",), {"note", "warn", "limit"}),
        (("moderator@sector:health",), {"note", "warn", "limit"}),
        (("moderator",), {"note", "warn", "limit", "limit-hub"}),
        (("moderator", "administrator"), {"note", "warn", "limit", "limit-hub", "freeze",
                                          "suspend", "ban"}),
        (("moderator", "reviewer"), {"note", "warn", "limit", "limit-hub", "freeze", "suspend",
                                     "ban"}),
    ],
)  # fmt: skip
async def test_each_is_offered_and_may_take_their_own_steps_and_no_greater(
    people: Stories, hub: Hub, amina: Person, bo: Person, roles: tuple[str, ...], offered: set[str]
) -> None:
    judge = await make_person(hub, "Judge", roles=roles)
    await people.reports(amina, await people.says(bo, WORDS))
    await people.later()
    visitor = await people.opens_case(judge)
    form = visitor.page.form(holding="What should happen?")
    values = {i.get("value") or "" for i in form.iter("input") if i.get("name") == "measure"}
    assert values == {"", *offered}
    every = {"limit-hub", *MeasureKind}
    for measure in sorted(every - offered):
        page = await visitor.submit(
            holding="What should happen?", outcome="leave", measure=measure, days="1", reason="Why"
        )
        assert page.status == 422 and "This is not yours to decide" in page.words, measure
        await visitor.get(visitor.page.path.removesuffix("/decision"))
    async with hub.reading() as db:
        assert await access.count_for_moderator(db, judge) == 1, "nothing was decided"


async def test_only_reviewers_do_anything_to_people_with_power(
    people: Stories, hub: Hub, amina: Person, rue: Person
) -> None:
    helper = await make_person(hub, "Hal", roles=("moderator@space:garden",))
    place = await make_person(hub, "Ida", roles=("moderator@space:kitchen",))
    hold = await people.says(helper, WORDS)
    from peerhub.moderation import powers
    from peerhub.moderation.measures import NewMeasure

    assert hold
    assert not powers.may_take(place, helper, NewMeasure(MeasureKind.WARN))
    assert powers.may_take(rue, helper, NewMeasure(MeasureKind.WARN))
    assert not powers.may_take(rue, rue, NewMeasure(MeasureKind.WARN)), "nobody about themselves"
    assert not powers.may_take(rue, None, NewMeasure(MeasureKind.WARN)), "nor about nobody"


async def test_the_ground_rule_is_named_and_told(
    people: Stories, hub: Hub, visitor: Visitors, amina: Person, bo: Person, cleo: Person
) -> None:
    await publish(hub, "rules", "# Rules\n\n- Be **kind**.\n- No adverts.\n")
    await people.reports(amina, await people.says(bo, WORDS))
    await people.later()
    moderator = await people.opens_case(cleo)
    fields = {"holding": "What should happen?", "outcome": "remove", "reason": "It is unkind"}
    refused = await moderator.submit(**fields)
    assert refused.status == 422 and "Choose the ground rule" in refused.words
    await moderator.submit(**fields, rule="Be kind.")
    await people.later()
    links = (await (await visitor.of(bo)).get("/notifications")).links()
    page = await visitor().get(next(link for link in links if link.startswith("/appeal/")))
    assert "The ground rule: Be kind." in page.words
    assert "Decided by a moderator" in page.words and cleo.name not in page.words


async def test_a_longer_step_needs_a_date(people: Stories, bo: Person, cleo: Person) -> None:
    page = await took(people, cleo, bo, "limit")
    assert page.status == 422 and "Choose until when." in page.words


async def test_what_is_too_great_for_a_moderator_is_passed_on(
    people: Stories, hub: Hub, amina: Person, bo: Person, cleo: Person
) -> None:
    await people.reports(amina, await people.says(bo, WORDS))
    await people.later()
    moderator = await people.opens_case(cleo)
    page = await moderator.submit(holding="Pass it on to the reviewers")
    assert page.status == 422 and "There is no reviewer who may decide it." in page.words
    reviewer = await make_person(hub, "Rue", roles=("reviewer",))
    moderator = await people.opens_case(cleo)
    page = await moderator.submit(holding="Pass it on to the reviewers")
    assert "The reviewers are told." in page.words
    assert any("was reported" in words for words in await people.told(reviewer))
    async with hub.reading() as db:
        assert await access.count_for_moderator(db, reviewer) == 1
