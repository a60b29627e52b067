"""People follow what interests them, and hear once of each new meetup that they may read of."""

import pytest

from peerhub.core.hub import Hub
from peerhub.meetups import reactions
from peerhub.people.models import Person
from tests.directory.test_networks import keep, make
from tests.meetups.conftest import TEA, Organising
from tests.meetups.test_audiences import ring_of
from tests.meetups.test_held import case_of
from tests.support.factories import change_community, make_person, make_sector
from tests.support.letters import Letters
from tests.support.listed import make_organisation
from tests.support.visitor import Page

OWL, NEST = "/directory/owl", "/networks/nest"
NEW = f"New among what you follow: “{TEA}”."


async def follows(organising: Organising, person: Person, page: str) -> Page:
    """By the link on its page."""
    browser = await organising.at(person)
    shown = await browser.get(page)
    (path,) = {one for one in shown.links() if one.startswith("/following?what=")}
    await browser.get(path)
    return await browser.submit(holding="Follow it", button=("action", "follow"))


async def by_mail(organising: Organising, person: Person) -> None:
    browser = await organising.at(person)
    page = await browser.get("/following")
    box = next(one for one in page.tree.iter("input") if one.get("name") == "by_mail")
    assert box.get("checked") is None, "off at first"
    await browser.submit("/following/mail", by_mail="yes")


async def times_told(organising: Organising, person: Person) -> int:
    """Each unread notice says it twice: in itself, and at its button."""
    return (await organising.told(person)).count(NEW) // 2


@pytest.fixture
async def owl(organising: Organising, hub: Hub, amina: Person, cleo: Person, fay: Person) -> None:
    """Owl is Amina's, the nest is Cleo's."""
    await make_sector(hub, "housing", "Housing")
    await make_organisation(hub, fay, "Owl", amina)
    browser = await organising.at(fay)
    await make(browser)
    await keep(browser, cleo)


@pytest.mark.usefixtures("owl")
async def test_followers_hear_once_of_what_they_may_read_whatever_of_it_they_follow(
    organising: Organising, amina: Person, bo: Person, dana: Person
) -> None:
    for page in (OWL, "/meetups?sector=housing", "/meetups?borough=brent"):
        assert (await follows(organising, bo, page)).status == 200
    await follows(organising, amina, OWL)
    said = (await organising.sees(bo, "/following")).words
    assert "Owl" in said and "Housing" in said and "Brent" in said
    path = await organising.both_ways(
        amina, owners=["organisation:owl"], sector="housing", borough="brent"
    )
    assert await times_told(organising, bo) == 1
    assert path in (await organising.sees(bo, "/notifications")).text
    assert await times_told(organising, amina) == 0, "her own"
    assert await times_told(organising, dana) == 0, "she follows nothing"
    await organising.hub.outbox.deliver_all()
    assert await times_told(organising, bo) == 1
    await organising.both_ways(amina, borough="barnet", title="Elsewhere")
    assert "Elsewhere" not in await organising.told(bo)


@pytest.mark.usefixtures("owl")
async def test_it_is_said_again_to_nobody_when_it_belongs_to_more_and_to_who_follows_that(
    organising: Organising, amina: Person, bo: Person, cleo: Person, dana: Person
) -> None:
    await follows(organising, bo, OWL)
    await follows(organising, bo, NEST)
    await follows(organising, dana, NEST)
    path = await organising.both_ways(amina, owners=["organisation:owl"])
    assert (await times_told(organising, bo), await times_told(organising, dana)) == (1, 0)
    browser = await organising.at(amina)
    await browser.get(path.replace("/meetups/", "/belongs/meetup/"))
    await browser.submit(holding="Ask them", button=("action", "say"), owner=NEST)
    assert await times_told(organising, dana) == 0, "they did not say yes"
    keeper = await organising.at(cleo)
    await keeper.get(f"{NEST}/places")
    await keeper.submit(holding=TEA, button=("action", "confirm"))
    assert (await times_told(organising, bo), await times_told(organising, dana)) == (1, 1)


@pytest.mark.usefixtures("owl")
async def test_a_series_is_one_piece_of_news(
    organising: Organising, amina: Person, bo: Person
) -> None:
    await follows(organising, bo, OWL)
    await organising.announce(amina, repeats="weekly", times="4", owners=["organisation:owl"])
    assert await times_told(organising, bo) == 1


@pytest.mark.usefixtures("owl")
@pytest.mark.parametrize("blocker", ["bo", "amina"])
async def test_a_block_holds_either_way(
    organising: Organising, amina: Person, bo: Person, blocker: str
) -> None:
    await follows(organising, bo, OWL)
    one, other = (bo, amina) if blocker == "bo" else (amina, bo)
    browser = await organising.at(one)
    await browser.get(f"/people/{other.handle}/block")
    await browser.submit()
    await organising.both_ways(amina, owners=["organisation:owl"])
    assert await times_told(organising, bo) == 0


@pytest.mark.usefixtures("owl")
async def test_what_waits_for_a_moderator_is_news_when_it_is_released(
    organising: Organising, hub: Hub, amina: Person, bo: Person, cleo: Person, mail: Letters
) -> None:
    await follows(organising, bo, OWL)
    await by_mail(organising, bo)
    await change_community(hub, hold_first_posts=1)
    await organising.both_ways(amina, owners=["organisation:owl"])
    assert await times_told(organising, bo) == 0 and await mail.to("bo@example.org") == []
    moderator = await organising.at(cleo)
    await moderator.get(await case_of(organising, cleo))
    await moderator.submit(holding="What should happen?", outcome="release")
    assert await times_told(organising, bo) == 1
    assert len(await mail.to("bo@example.org")) == 1


@pytest.mark.usefixtures("owl")
async def test_a_letter_says_nothing_of_it_and_ends_with_a_press(
    organising: Organising, hub: Hub, amina: Person, bo: Person, dana: Person, mail: Letters
) -> None:
    for person in (bo, dana):
        await follows(organising, person, OWL)
    await by_mail(organising, bo)
    path = await organising.both_ways(amina, owners=["organisation:owl"])
    [letter] = await mail.to("bo@example.org")
    assert await mail.to("dana@example.org") == [], "in the hub alone"
    assert path in letter.text
    for word in (TEA, "Owl", "meetup", "Amina"):
        assert word.casefold() not in letter.subject.casefold(), word
    assert TEA not in letter.text and "Owl" not in letter.text
    header = "".join(str(letter.message["List-Unsubscribe"]).split())
    stop = header.strip("<>").removeprefix(hub.config.address)
    assert letter.message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert stop in letter.text
    program = organising.visitors()
    assert (await program.get(stop)).status == 200
    forged = await program.post(f"{stop[:-4]}0000", {"List-Unsubscribe": "One-Click"})
    assert forged.status == 404
    await organising.both_ways(amina, owners=["organisation:owl"], title="Second")
    assert len(await mail.to("bo@example.org")) == 2, "looking ends nothing"
    answer = await organising.visitors().post(stop, {"List-Unsubscribe": "One-Click"})
    assert answer.status == 200 and "No more letters" in answer.words
    await organising.both_ways(amina, owners=["organisation:owl"], title="Third")
    assert len(await mail.to("bo@example.org")) == 2
    assert "Third" in await organising.told(bo), "in the hub it goes on"


@pytest.mark.parametrize("kind", ["restricted board", "private board"])
async def test_of_a_boards_meetup_only_who_may_open_the_board_hears(
    organising: Organising, amina: Person, bo: Person, dana: Person, fay: Person, kind: str
) -> None:
    ring = await ring_of(organising, fay, kind, dana)
    key = ring.said["space"]
    browser = await organising.at(dana)
    page = await browser.get(f"/following?what={key}")
    assert "Willow circle" in page.words
    await browser.submit(holding="Follow it", button=("action", "follow"))
    other = await organising.at(bo)
    knows = kind.startswith("restricted")
    assert (await other.get(f"/following?what={key}")).status == (200 if knows else 404)
    await other.post("/following", {"what": key, "action": "follow"})
    await organising.both_ways(amina, **ring.said)
    assert await times_told(organising, dana) == 1
    assert await times_told(organising, bo) == 0


@pytest.mark.usefixtures("owl")
async def test_one_stops_and_leaves_nothing_behind(
    organising: Organising, hub: Hub, amina: Person, bo: Person
) -> None:
    await follows(organising, bo, OWL)
    file = (await organising.sees(bo, "/me/data/export")).json()["parts"]["directory"]
    assert len(file["follows"]) == 1 and file["follows_by_mail"] is False
    browser = await organising.at(bo)
    await browser.get("/following")
    page = await browser.submit(holding=" Owl", button=("action", "unfollow"))
    assert "Nothing yet." in page.words
    await organising.both_ways(amina, owners=["organisation:owl"])
    assert await times_told(organising, bo) == 0
    for wrong in ("organisation:none", "network:none", "sector:none", "board:none", "x", "room:a"):
        assert (await browser.get(f"/following?what={wrong}")).status == 404, wrong
        gone = await browser.post("/following", {"what": wrong, "action": "follow"})
        assert gone.status == 404, wrong


@pytest.mark.usefixtures("owl")
async def test_many_followers_are_told_in_portions(
    organising: Organising,
    hub: Hub,
    amina: Person,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(reactions, "PORTION", 2)
    people = [await make_person(hub, f"Reader {n}") for n in range(5)]
    for person in people:
        await follows(organising, person, OWL)
    await organising.both_ways(amina, owners=["organisation:owl"])
    assert [await times_told(organising, one) for one in people] == [1] * 5
