"""A meetup is reported like anything else, taken down and put back, and a flag is a press away."""

from peerhub.core.hub import Hub
from peerhub.people.models import Person
from tests.meetups.conftest import DOOR, LINK, TEA, Organising
from tests.support.factories import make_person


async def report(organising: Organising, person: Person | None, path: str) -> None:
    reader = await organising.at(person)
    page = await reader.get(path)
    (link,) = [one for one in page.links() if one.startswith("/report?kind=meetup")]
    form = await reader.get(link)
    assert TEA in form.words and DOOR not in form.words and LINK not in form.text
    page = await reader.submit(holding="Send the report", reason="rules")
    assert "has the reference" in page.words
    await organising.hub.outbox.deliver_all()


async def test_taken_down_nobody_reads_of_it_and_who_wanted_to_come_is_told(
    organising: Organising, amina: Person, bo: Person, cleo: Person, dana: Person
) -> None:
    path = await organising.both_ways(amina, audience="public", about="Tea, and time.")
    await organising.answers(bo, path, "in_person")
    await report(organising, dana, path)
    moderator = await organising.at(cleo)
    queue = await moderator.get("/moderation")
    (case,) = {one for one in queue.links() if one.startswith("/moderation/cases/")}
    page = await moderator.get(case)
    assert "Reported meetup" in page.words and "Tea, and time." in page.words
    assert DOOR not in page.words and LINK not in page.text, "no moderator needs them"
    await moderator.submit(
        holding="What should happen?", outcome="remove", reason="It sells something"
    )
    for person in (amina, bo):
        assert (await organising.sees(person, path)).status == 404
        assert (await organising.sees(person, f"{path}.ics")).status == 404
    assert TEA not in (await organising.sees(bo, "/meetups")).words
    assert TEA not in (await organising.sees(None, "/meetups.ics")).text
    told = await organising.told(bo)
    assert f"“{TEA}” is cancelled." in told and "A moderator took it down." in told
    assert "It sells something" in await organising.told(amina)
    await moderator.get(case)
    await moderator.submit(f"{case}/undo", undo_reason="It was tea after all")
    assert TEA in (await organising.sees(bo, path)).words
    assert "has changed" in await organising.told(bo)


async def test_its_author_asks_for_another_look(
    organising: Organising, hub: Hub, amina: Person, cleo: Person, dana: Person
) -> None:
    path = await organising.both_ways(amina)
    await report(organising, dana, path)
    moderator = await organising.at(cleo)
    queue = await moderator.get("/moderation")
    await moderator.get(next(one for one in queue.links() if "/cases/" in one))
    await moderator.submit(holding="What should happen?", outcome="remove", reason="It sells")
    await organising.told(amina)
    author = await organising.at(amina)
    links = (await author.get("/notifications")).links()
    page = await author.get(next(one for one in links if one.startswith("/appeal/")))
    assert TEA in page.words
    await author.submit(words="It is tea")
    await hub.outbox.deliver_all()
    rue = await organising.at(await make_person(hub, "Rue", roles=("reviewer", "moderator")))
    queue = await rue.get("/moderation")
    page = await rue.get(next(one for one in queue.links() if "/cases/" in one))
    assert "Appeal about a meetup" in page.words
    await rue.submit(holding="What should happen?", outcome="restore", reason="So it is")
    assert TEA in (await organising.sees(dana, path)).words


async def test_strangers_report_what_is_public_and_are_asked_to_sign_in_for_the_rest(
    organising: Organising, amina: Person
) -> None:
    await report(organising, None, await organising.both_ways(amina, audience="public"))
    path = await organising.both_ways(amina)
    stranger = await organising.at(None)
    meetup_id = path.rpartition("/")[2]
    answer = await stranger.get(f"/report?kind=meetup&id={meetup_id}", follow=False)
    assert answer.status == 303 and "/sign-in" in answer.headers["location"]


async def test_someone_may_be_unsafe_is_a_press_away(
    organising: Organising, amina: Person, bo: Person
) -> None:
    path = await organising.both_ways(amina)
    reader = await organising.at(bo)
    page = await reader.get(path)
    (link,) = [one for one in page.links() if one.startswith("/flag?kind=meetup")]
    assert (await reader.get(link)).status == 200
