"""What a hub or a place watches for waits; its author is told kindly, and danger never only holds."""

from typing import Any

import pytest

from peerhub.core.events import DangerSeen
from peerhub.core.hub import Hub
from peerhub.core.keys import new_id
from peerhub.core.text import to_html
from peerhub.core.transaction import Transaction
from peerhub.moderation.service.watching import choose_screening
from peerhub.moderation.watch import ScreeningRules
from peerhub.people.models import Person
from peerhub.rooms.models import Answer, NewMessage
from peerhub.rooms.service.post import post_messages
from tests.moderation.conftest import ROOM, Stories
from tests.rooms.talks import talking
from tests.support.factories import make_picture
from tests.support.visitor import Visitors

WAITING = "Only you can see it until then"


async def watch(hub: Hub, by: Person, place: str = "hub", **rules: Any) -> None:
    async with hub.transaction() as tx:
        await choose_screening(tx, by, ScreeningRules(place, **rules))


@pytest.fixture
def heard(hub: Hub) -> list[DangerSeen]:
    """What safeguarding would hear."""
    found: list[DangerSeen] = []

    async def on_danger_seen(tx: Transaction, event: DangerSeen) -> None:
        found.append(event)

    hub.registry.on(DangerSeen, on_danger_seen)
    return found


async def posts(hub: Hub, person: Person, body: str, **said: Any) -> Answer:
    draft = NewMessage(person.person_id, "kitchen", new_id(), body, to_html(body), **said)
    async with hub.transaction() as tx:
        (answer,) = await post_messages(tx, [draft])
    assert isinstance(answer, Answer), answer
    return answer


async def test_an_administrator_sets_it_and_a_link_waits_for_a_reason_that_is_told(
    people: Stories, visitor: Visitors, amina: Person, cleo: Person, fay: Person
) -> None:
    admin = await visitor.of(fay)
    links = (await admin.get("/admin")).links()
    assert "/admin/screening" in links
    await admin.get("/admin/screening")
    page = await admin.submit(links="yes", known_hosts="https://www.nhs.uk/x, gov.uk", hurt="Idiot")
    assert "Saved." in page.words
    assert (page.tree.find(".//input[@name='known_hosts']")).get("value") == "nhs.uk gov.uk"
    await people.says(amina, "See https://nhs.uk/help")
    assert WAITING not in await people.sees(amina)
    await people.says(amina, "See https://elsewhere.example/")
    assert WAITING in await people.sees(amina)
    mine = await people.sees(amina, "/me/waiting")
    assert "link to another site, and a moderator follows it first" in mine
    page = await people.decides(cleo, "release")
    assert "Nothing of yours waits." in await people.sees(amina, "/me/waiting")
    await people.asks(amina, "Who is this idiot?", "Nobody.")
    assert "a word that may hurt" in await people.sees(amina, "/me/waiting")
    case = await people.opens_case(cleo)
    assert "words that may hurt" in (await case.get("/moderation")).words


async def test_what_cannot_be_watched_for_is_refused_with_the_line(
    visitor: Visitors, fay: Person
) -> None:
    admin = await visitor.of(fay)
    await admin.get("/admin/screening")
    page = await admin.submit(hurt="fine\nnot f*ne", known_hosts="nhs.uk")
    assert page.status == 422 and "“not f*ne”: A star stands at the beginning" in page.words
    page = await admin.submit(hurt="\n".join(f"word{n}" for n in range(301)))
    assert page.status == 422 and "at most 300 lines" in page.words
    page = await admin.submit(known_hosts="javascript:alert(1)")
    assert page.status == 422


async def test_a_place_asks_for_more_and_never_for_less(
    people: Stories, visitor: Visitors, eli: Person, amina: Person, fay: Person
) -> None:
    keeper = await visitor.of(eli)
    page = await keeper.get(f"{ROOM}/manage")
    assert "/screening/room/kitchen" in page.links()
    await keeper.get("/screening/room/kitchen")
    page = await keeper.submit(everything="yes")
    assert "Saved." in page.words
    first = "A moderator reads everything here before others do."
    assert first in await people.sees(amina), "nobody learns it only afterwards"
    await people.says(amina, "Anything")
    assert WAITING in await people.sees(amina)
    assert "reads everything first. It is not about you" in await people.sees(amina, "/me/waiting")
    path = await people.asks(amina, "Elsewhere", "Is free")
    assert WAITING not in await people.sees(amina, path)
    assert first not in await people.sees(amina, path)
    await watch(people.hub, fay, lists={"other": "free"})
    await keeper.get("/screening/room/kitchen")
    await keeper.submit()
    await people.says(amina, "It is free")
    assert WAITING in await people.sees(amina)


async def test_whose_a_place_is_not_cannot_see_what_it_watches_for(
    people: Stories, visitor: Visitors, amina: Person
) -> None:
    reader = await visitor.of(amina)
    assert (await reader.get("/screening/room/kitchen")).status == 403
    for nowhere in ("room/none", "dragon/kitchen", "board/none"):
        assert (await reader.get(f"/screening/{nowhere}")).status == 404
    assert (await reader.post("/screening/room/kitchen", {"everything": "yes"})).status == 403
    assert (await reader.get("/admin/screening")).status == 403


async def test_danger_leads_to_help_at_once_and_is_heard_and_not_held(
    people: Stories, visitor: Visitors, amina: Person, bo: Person, fay: Person, heard: list[Any]
) -> None:
    await watch(people.hub, fay, lists={"danger": "end my life"})
    writer = await visitor.of(amina)
    await writer.get(ROOM)
    page = await writer.submit(f"{ROOM}/messages", body="I want to end my life.")
    assert page.path.startswith("/get-help") and "those who keep people safe here" in page.words
    assert "I want to end my life." in await people.sees(bo), "who asks for help is heard"
    await people.later()
    (event,) = heard
    assert (event.place, event.item_kind) == ("space:kitchen", "message")
    assert event.author_id == amina.person_id
    assert "life" not in str(event), "no words leave with it"
    await writer.get("/forum/questions/new")
    page = await writer.submit(title="How do I end my life?", body="Tell me.")
    assert page.path.startswith("/get-help")
    await people.later()
    assert [one.item_kind for one in heard] == ["message", "post"]


async def test_danger_may_wait_as_well_and_is_heard_then_too(
    people: Stories, amina: Person, bo: Person, fay: Person, heard: list[Any]
) -> None:
    await watch(people.hub, fay, danger_waits=True, lists={"danger": "suicid*"})
    answer = await posts(people.hub, amina, "Suicidal")
    assert answer.held and answer.help == "/get-help?f=worried"
    await people.later()
    assert len(heard) == 1
    assert "Suicidal" not in await people.sees(bo)
    assert "somebody may be in danger" in await people.sees(amina, "/me/waiting")


async def test_new_words_in_old_places_are_looked_at_too(
    people: Stories, visitor: Visitors, amina: Person, fay: Person, heard: list[Any]
) -> None:
    await watch(people.hub, fay, links=True, lists={"danger": "suicid*"})
    path = await people.asks(amina, "A question", "Fine words")
    writer = await visitor.of(amina)
    page = await writer.get(path)
    (edit,) = [link for link in page.links() if link.endswith("/edit")]
    await writer.get(edit)
    page = await writer.submit(holding="Save", body="https://elsewhere.example/")
    assert page.status == 422 and "Take this post back and write it anew" in page.words
    page = await writer.submit(holding="Save", body="Suicide")
    assert page.path.startswith("/get-help")
    await people.later()
    assert len(heard) == 1


async def test_the_same_text_waits_the_third_time_in_a_day_and_thanks_never(
    people: Stories, amina: Person, fay: Person
) -> None:
    await watch(people.hub, fay, repeats=True)
    same = "Come to our stall on Saturday, all of you"
    held = [
        (await posts(people.hub, amina, text)).held for text in (same, f"{same}!", same.upper())
    ]
    assert held == [False, False, True]
    assert not any([(await posts(people.hub, amina, "Thank you")).held for _ in range(4)])
    people.clock.move(hours=25)
    assert not (await posts(people.hub, amina, same)).held


async def test_files_wait_where_they_should(people: Stories, amina: Person, fay: Person) -> None:
    await watch(people.hub, fay, files=True, lists={"private": "passport"})
    picture = await make_picture(people.hub, amina, "Our garden")
    assert (await posts(people.hub, amina, "Look", files=(picture,))).held
    assert not (await posts(people.hub, amina, "Look")).held
    await watch(people.hub, fay, lists={"private": "passport"})
    named = await make_picture(people.hub, amina, "My passport")
    assert (await posts(people.hub, amina, "Look", files=(named,))).held, "its description is read"


async def test_it_leaves_with_its_person_and_no_words_rest_in_it(
    people: Stories, visitor: Visitors, amina: Person, fay: Person
) -> None:
    await watch(people.hub, fay, repeats=True)
    await posts(people.hub, amina, "The heron stands in the river again")
    async with people.hub.reading() as db:
        rows = (await db.exec_driver_sql("SELECT * FROM repeats")).all()
    assert len(rows) == 1 and "heron" not in str(rows)
    async with people.hub.transaction() as tx:
        for port in people.hub.personal.values():
            await port.erase_person(tx, amina.person_id)
    async with people.hub.reading() as db:
        assert not (await db.exec_driver_sql("SELECT * FROM repeats")).all()


async def test_in_private_the_author_alone_is_led_to_help(
    people: Stories, visitor: Visitors, amina: Person, cleo: Person, fay: Person, heard: list[Any]
) -> None:
    await watch(people.hub, fay, links=True, danger_waits=True, lists={"danger": "suicid*"})
    writer = await visitor.of(amina)
    await writer.get("/messages/new")
    page = await writer.submit(to="cleo", body="I think of suicide. http://elsewhere.example/")
    assert page.path.startswith("/get-help"), page.words
    await people.later()
    assert heard == []
    assert "Nothing waits" in await people.sees(cleo, "/moderation")
    other = await visitor.of(cleo)
    request = await other.get("/messages")
    assert any(link.startswith("/messages/") for link in request.links())


async def test_in_a_conversation_too(
    people: Stories, visitor: Visitors, amina: Person, bo: Person, fay: Person, heard: list[Any]
) -> None:
    one, other = await visitor.of(amina), await visitor.of(bo)
    slug = (await talking(one, other, "bo")).removeprefix("/rooms/")
    await watch(people.hub, fay, links=True, danger_waits=True, lists={"danger": "suicid*"})
    await one.get(f"/rooms/{slug}")
    page = await one.submit(f"/rooms/{slug}/messages", body="Suicide. http://elsewhere.example/")
    assert page.path.startswith("/get-help") and "nobody else hears of it" in page.words
    await people.later()
    assert heard == []
    assert "Suicide." in (await other.get(f"/rooms/{slug}")).words, "it waits for nobody"
