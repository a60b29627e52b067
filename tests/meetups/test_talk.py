"""A meetup has a thread of its own in the forum, for whoever may open that."""

from peerhub.core.hub import Hub
from peerhub.people.models import Person
from tests.forum.threads import make_board
from tests.meetups.conftest import TEA, Organising
from tests.meetups.test_held import watch
from tests.support.visitor import Page

FIRST = "What do you **bring**?"


async def begins(organising: Organising, person: Person, path: str, **said: str) -> Page:
    visitor = await organising.at(person)
    await visitor.get(f"{path}/thread")
    return await visitor.submit(**{"board": "questions", "body": FIRST, **said})


def threads_on(page: Page) -> list[str]:
    return [one for one in page.links() if one.startswith("/forum/t/")]


async def test_its_organisers_begin_a_thread_that_goes_on_afterwards(
    organising: Organising, hub: Hub, amina: Person, bo: Person
) -> None:
    await make_board(hub)
    path = await organising.both_ways(amina)
    assert f"{path}/thread" in (await organising.sees(amina, path)).links()
    page = await organising.sees(amina, f"{path}/thread")
    assert f"{hub.config.address}{path}" in page.text, "it begins with where to read more"
    page = await begins(organising, amina, path)
    [thread] = threads_on(page)
    page = await organising.sees(bo, path)
    assert threads_on(page) == [thread] and f"{path}/thread" not in page.links()
    page = await organising.sees(bo, thread)
    assert TEA in page.words and "What do you bring?" in page.words
    organising.clock.move(days=11)
    visitor = await organising.at(bo)
    await visitor.get(thread)
    assert threads_on(await organising.sees(bo, path)) == [thread], "it goes on"


async def test_there_is_one_and_all_dates_of_a_series_share_it(
    organising: Organising, hub: Hub, amina: Person, bo: Person
) -> None:
    await make_board(hub)
    path = await organising.both_ways(amina, repeats="weekly", times="3")
    [thread] = threads_on(await begins(organising, amina, path))
    series = [one for one in (await organising.sees(bo, path)).links() if "/meetups/" in one]
    others = [one for one in series if one.count("/") == 2 and one != path and ".ics" not in one]
    others = [one for one in others if threads_on(await organising.sees(bo, one)) == [thread]]
    assert len(others) == 2
    visitor = await organising.at(amina)
    page = await visitor.get(f"{path}/thread")
    assert "There is a thread about it already" in page.words
    again = {"client_id": "another", "board": "questions", "body": "Again?"}
    answer = await visitor.post(f"{path}/thread", again)
    assert answer.status == 422 and "There is a thread about it already" in answer.words
    assert "Again?" not in (await organising.sees(bo, "/forum/questions")).words


async def test_no_board_with_more_readers_than_the_meetup_is_offered(
    organising: Organising, hub: Hub, amina: Person
) -> None:
    await make_board(hub, "open-to-all", public=True)
    path = await organising.both_ways(amina)
    page = await organising.sees(amina, f"{path}/thread")
    assert "Open-To-All" not in page.words
    visitor = await organising.at(amina)
    await visitor.get(f"{path}/thread")
    said = {"client_id": "c-1", "board": "open-to-all", "body": FIRST}
    answer = await visitor.post(f"{path}/thread", said)
    assert answer.status == 422 and "Choose one of these boards." in answer.words
    public = await organising.both_ways(amina, audience="public")
    page = await begins(organising, amina, public, board="open-to-all")
    [thread] = threads_on(page)
    stranger = organising.visitors()
    assert threads_on(await stranger.get(public)) == [thread]
    members_thread = await organising.both_ways(amina, audience="public", title="Rest")
    await make_board(hub)
    await begins(organising, amina, members_thread)
    assert threads_on(await stranger.get(members_thread)) == [], "not theirs to open"


async def test_only_organisers_begin_one_and_not_while_it_waits(
    organising: Organising, hub: Hub, amina: Person, bo: Person, fay: Person
) -> None:
    await make_board(hub)
    path = await organising.both_ways(amina)
    assert (await organising.sees(bo, f"{path}/thread")).status == 404
    visitor = await organising.at(bo)
    said = {"client_id": "c-1", "board": "questions", "body": FIRST}
    assert (await visitor.post(f"{path}/thread", said)).status == 404
    page = await begins(organising, amina, path, body="")
    assert page.status == 422 and "Write the first words of it." in page.words
    await watch(hub, fay, advert="bargain")
    page = await organising.announce(amina, about="A bargain")
    held = next(
        one for one in (await organising.sees(amina, "/me/waiting")).links() if "/meetups/" in one
    )
    page = await organising.sees(amina, f"{held}/thread")
    assert "It waits for a moderator." in page.words and FIRST not in page.text
    organiser = await organising.at(amina)
    await organiser.get(held)
    answer = await organiser.post(f"{held}/thread", {**said, "client_id": "c-2"})
    assert answer.status == 422 and "It waits for a moderator." in answer.words
    assert TEA not in (await organising.sees(bo, "/forum/questions")).words
