"""What a hub reads first, it reads of meetups too: they wait, and are their organiser's alone meanwhile."""

from peerhub.core.hub import Hub
from peerhub.moderation.service.watching import choose_screening
from peerhub.moderation.watch import HUB, ScreeningRules
from peerhub.people.models import Person
from tests.meetups.conftest import TEA, Organising
from tests.support.factories import change_community


async def case_of(organising: Organising, moderator: Person) -> str:
    page = await organising.sees(moderator, "/moderation")
    return next(one for one in page.links() if "/moderation/cases/" in one)


async def test_a_first_one_waits_and_is_released(
    organising: Organising, hub: Hub, amina: Person, bo: Person, cleo: Person
) -> None:
    await change_community(hub, hold_first_posts=1)
    page = await organising.announce(amina, audience="public", modes=["online"])
    path = page.path.partition("?")[0]
    assert "It waits for a moderator." in page.words and "Do you come?" not in page.words
    assert TEA in (await organising.sees(amina, "/me/waiting")).words
    for person in (bo, cleo):
        assert (await organising.sees(person, path)).status == 404
        assert TEA not in (await organising.sees(person, "/meetups")).words
    assert TEA not in (await organising.sees(None, "/meetups.ics")).text
    await hub.outbox.deliver_all()
    moderator = await organising.at(cleo)
    page = await moderator.get(await case_of(organising, cleo))
    assert "Held meetup" in page.words and "one of its author’s first" in page.words
    await moderator.submit(holding="What should happen?", outcome="release")
    assert TEA in (await organising.sees(bo, path)).words
    assert "What you wrote in Meetups can now be read there." in await organising.told(amina)
    assert "It waits" not in (await organising.announce(amina, title="Another")).words


async def test_removed_it_never_came_out(
    organising: Organising, hub: Hub, amina: Person, bo: Person, cleo: Person
) -> None:
    await change_community(hub, hold_first_posts=1)
    page = await organising.announce(amina)
    await hub.outbox.deliver_all()
    moderator = await organising.at(cleo)
    await moderator.get(await case_of(organising, cleo))
    await moderator.submit(
        holding="What should happen?", outcome="remove", reason="It sells something"
    )
    assert "It sells something" in await organising.told(amina)
    for person in (amina, bo):
        assert (await organising.sees(person, page.path.partition("?")[0])).status == 404


async def watch(hub: Hub, fay: Person, **lists: str) -> None:
    async with hub.transaction() as tx:
        await choose_screening(tx, fay, ScreeningRules(HUB, links=True, lists=lists))


async def test_words_and_links_that_the_hub_watches_for_wait_and_slip_into_no_change(
    organising: Organising, hub: Hub, amina: Person, bo: Person, fay: Person
) -> None:
    await watch(hub, fay, advert="bargain")
    assert "It waits" in (await organising.announce(amina, about="A bargain")).words
    assert "It waits" in (await organising.announce(amina, about="See https://example.org")).words
    path = await organising.both_ways(amina)
    organiser = await organising.at(amina)
    await organiser.get(f"{path}/edit")
    page = await organiser.submit(about="A bargain")
    assert page.status == 422 and "A moderator would read this first." in page.words
    assert "A bargain" in page.text, "nothing is lost"
    assert "bargain" not in (await organising.sees(bo, path)).words


async def test_while_it_waits_its_organiser_changes_it_and_nobody_is_told(
    organising: Organising, hub: Hub, amina: Person, cleo: Person, fay: Person
) -> None:
    await watch(hub, fay, advert="bargain")
    page = await organising.announce(amina, about="A bargain")
    path = page.path.partition("?")[0]
    organiser = await organising.at(amina)
    await organiser.get(f"{path}/edit")
    page = await organiser.submit(about="A bargain for all", place="Another hall")
    assert page.status == 200 and "Another hall" in page.words and "It waits" in page.words
    await hub.outbox.deliver_all()
    moderator = await organising.at(cleo)
    page = await moderator.get(await case_of(organising, cleo))
    assert "A bargain for all" in page.words
    page = await organiser.get(f"{path}/people")
    page = await organiser.submit(f"{path}/cancel", reason="Flood")
    assert page.status == 422 and "It waits for a moderator." in page.words


async def test_words_of_danger_lead_their_author_to_help(
    organising: Organising, hub: Hub, amina: Person, bo: Person, fay: Person
) -> None:
    await watch(hub, fay, danger="end it all")
    page = await organising.announce(amina, about="I want to end it all")
    assert page.path.startswith("/get-help")
    assert TEA in (await organising.sees(bo, "/meetups")).words, "it holds nothing by itself"


async def test_a_series_waits_as_one_case_and_all_of_it_comes_out(
    organising: Organising, hub: Hub, amina: Person, bo: Person, cleo: Person
) -> None:
    await change_community(hub, hold_first_posts=1)
    await organising.announce(amina, repeats="weekly", times="3")
    await hub.outbox.deliver_all()
    assert TEA not in (await organising.sees(bo, "/meetups")).words
    moderator = await organising.at(cleo)
    page = await moderator.get("/moderation")
    cases = {one for one in page.links() if "/moderation/cases/" in one}
    assert len(cases) == 1, "one question, not three"
    await moderator.get(cases.pop())
    await moderator.submit(holding="What should happen?", outcome="release")
    assert (await organising.sees(bo, "/meetups")).words.count(TEA) == 3


async def test_a_series_that_is_refused_comes_out_nowhere(
    organising: Organising, hub: Hub, amina: Person, bo: Person, cleo: Person
) -> None:
    await change_community(hub, hold_first_posts=1)
    page = await organising.announce(amina, repeats="weekly", times="3")
    own = await organising.sees(amina, page.path.partition("?")[0])
    dates = [one for one in own.links() if one.startswith("/meetups/") and one.count("/") == 2]
    await hub.outbox.deliver_all()
    moderator = await organising.at(cleo)
    await moderator.get(await case_of(organising, cleo))
    await moderator.submit(holding="What should happen?", outcome="remove", reason="It sells")
    for path in (page.path.partition("?")[0], *[one for one in dates if ".ics" not in one]):
        assert (await organising.sees(amina, path)).status == 404, path
        assert (await organising.sees(bo, path)).status == 404, path
