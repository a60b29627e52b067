"""Ways into a room: asking, being invited, being appointed; and who hears of it."""

import re

import pytest

from peerhub.core.hub import Hub
from peerhub.core.outbox import Outbox
from peerhub.people.models import Person
from peerhub.people.rules import parse_role
from peerhub.people.service.roles import give_role
from peerhub.rooms.models import MemberState, RoomKind
from tests.rooms.places import make_place, seen
from tests.support.factories import make_room
from tests.support.visitor import Visitors

RESTRICTED, PRIVATE, CONFIDENTIAL = RoomKind.RESTRICTED, RoomKind.PRIVATE, RoomKind.CONFIDENTIAL


async def test_asking_is_told_decided_and_told_back(
    hub: Hub, visitor: Visitors, amina: Person, bo: Person
) -> None:
    place = await make_place(hub, RESTRICTED)
    asker, facilitator = await visitor.of(amina), await visitor.of(place.mimi)
    await asker.get(place.path)
    await asker.submit(f"{place.path}/membership", words="I work in a clinic")
    assert "You have asked to join" in asker.page.words
    notice = await facilitator.get("/notifications")
    assert "Amina asks to join Willow" in notice.words
    people = await facilitator.get(f"{place.path}/members")
    assert "I work in a clinic" in people.words
    await facilitator.submit(f"{place.path}/members", holding="Let in", button=("action", "let_in"))
    assert "Willow is open to you" in (await asker.get("/notifications")).words
    assert (await asker.get(place.path)).status == 200
    assert "Leave this room" in (await asker.get(f"{place.path}/about")).words

    second = await visitor.of(bo)
    await second.get(place.path)
    await second.submit(f"{place.path}/membership", words="Please")
    await facilitator.get(f"{place.path}/members")
    await facilitator.submit(
        f"{place.path}/members", holding="Let in", button=("action", "decline")
    )
    assert "could not let you in" in (await second.get("/notifications")).words
    assert "Ask to join" in (await second.get(place.path)).words, "they may ask again"


async def test_nobody_lets_themselves_in(hub: Hub, visitor: Visitors, amina: Person) -> None:
    place = await make_place(hub, RESTRICTED)
    browser = await visitor.of(amina)
    page = await browser.post(f"{place.path}/membership", {"action": "join"})
    assert page.status == 422
    page = await browser.post(f"{place.path}/members", {"handle": "amina", "action": "let_in"})
    assert page.status == 403
    assert "Ask to join" in (await browser.get(place.path)).words


@pytest.mark.parametrize("kind", [PRIVATE, CONFIDENTIAL])
async def test_an_invitation_is_seen_by_the_invited_alone(
    hub: Hub, visitor: Visitors, amina: Person, bo: Person, kind: RoomKind
) -> None:
    place = await make_place(hub, kind)
    facilitator, invited, other = (
        await visitor.of(place.mimi),
        await visitor.of(amina),
        await visitor.of(bo),
    )
    await facilitator.get(f"{place.path}/members")
    await facilitator.submit(f"{place.path}/invitations", handle="amina")
    notices = (await invited.get("/notifications")).words
    assert "You are invited to" in notices
    assert ("Willow" in notices) == (kind is PRIVATE), "a confidential title stands in no notice"
    assert (await other.get(place.path)).status == 404
    door = await invited.get(place.path)
    assert "You are invited" in door.words
    title = door.tree.find(".//title")
    assert title is not None
    assert ("Willow" in (title.text or "")) == (kind is PRIVATE)
    await invited.submit(f"{place.path}/membership", holding="Accept")
    assert "Your message" in invited.page.words
    await invited.get(f"{place.path}/about")
    await invited.submit(f"{place.path}/membership", holding="Leave")
    assert (await invited.get(place.path)).status == 404


async def test_who_declines_is_not_in(hub: Hub, visitor: Visitors, amina: Person) -> None:
    place = await make_place(hub, PRIVATE)
    await place.put(amina, MemberState.INVITED)
    browser = await visitor.of(amina)
    await browser.get(place.path)
    await browser.submit(f"{place.path}/membership", holding="Decline")
    assert (await browser.get(place.path)).status == 404


async def test_an_invitation_tells_nothing_about_who_is_in(
    hub: Hub, visitor: Visitors, amina: Person, bo: Person
) -> None:
    """Otherwise an answer would tell which name of the room is whose."""
    place = await make_place(hub, PRIVATE)
    await place.put(amina, MemberState.REMOVED)
    facilitator = await visitor.of(place.mimi)
    answers = []
    for handle in ("amina", "bo"):
        await facilitator.get(f"{place.path}/members")
        page = await facilitator.submit(f"{place.path}/invitations", handle=handle, follow=False)
        answers.append((page.status, page.headers["location"]))
    assert answers[0] == answers[1]
    assert (await (await visitor.of(amina)).get(place.path)).status == 404


async def test_an_administrator_opens_a_secret_room_for_somebody_else(
    hub: Hub, visitor: Visitors, outbox: Outbox, fay: Person, amina: Person
) -> None:
    browser, facilitator = await visitor.of(fay), await visitor.of(amina)
    await browser.get("/admin/rooms")
    page = await browser.submit("", holding="Open the room", title="Quiet", kind="confidential")
    assert page.status == 422
    assert "you will not see it" in page.words
    await browser.submit(
        "", holding="Open the room", title="Quiet", kind="confidential", facilitator="amina"
    )
    assert browser.page.status == 200
    assert "Quiet" not in browser.page.words
    await outbox.deliver_all()
    notices = await facilitator.get("/notifications")
    assert "You look after a confidential room now" in notices.words
    (path,) = {link for link in notices.links() if re.fullmatch("/rooms/[a-z0-9]{16}", link)}
    assert (await facilitator.get(f"{path}/manage")).status == 200
    assert (await browser.get(path)).status == 404
    shut = {"slug": path.removeprefix("/rooms/"), "action": "archive"}
    none = {"slug": "z" * 16, "action": "archive"}
    there = await browser.post("/admin/rooms/change", shut)
    gone = await browser.post("/admin/rooms/change", none)
    assert seen(there, shut["slug"]) == seen(gone, none["slug"])


async def _appoint(hub: Hub, person: Person, scope: str) -> None:
    async with hub.transaction() as tx:
        role = parse_role(f"facilitator@{scope}")
        await give_role(tx, person_id=person.person_id, role=role, by=None)


async def test_an_appointed_facilitator_enters_only_while_nobody_ever_was_in(
    hub: Hub, visitor: Visitors, amina: Person, bo: Person
) -> None:
    room = await make_room(hub, "x", "Fresh", kind=PRIVATE)
    path = f"/rooms/{room.slug}"
    first, late = await visitor.of(amina), await visitor.of(bo)
    for person in (amina, bo):
        await _appoint(hub, person, room.place)
    assert "Join this room" in (await late.get(path)).words
    await first.get(path)
    await first.submit(f"{path}/membership")
    await first.post(f"{path}/messages", {"id": "a-1", "body": "First words"})
    assert (await late.get(path)).status == 404
    page = await late.post(f"{path}/membership", {"action": "join"})
    assert page.status == 404
    await first.get(f"{path}/about")
    await first.submit(f"{path}/membership", holding="Leave")
    assert (await late.get(path)).status == 404, "nobody is in, but something was said there"


async def test_a_role_given_later_opens_nothing(
    hub: Hub, visitor: Visitors, outbox: Outbox, amina: Person
) -> None:
    place = await make_place(hub, CONFIDENTIAL)
    await _appoint(hub, amina, place.room.place)
    await outbox.deliver_all()
    browser = await visitor.of(amina)
    assert (await browser.get(place.path)).status == 404
    assert "You look after" not in (await browser.get("/notifications")).words
