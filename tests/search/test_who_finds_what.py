"""Every kind of person against every kind of place: nobody finds, or counts, what they may not open."""

from collections.abc import Mapping
from dataclasses import dataclass

import pytest

from peerhub.core.hub import Hub
from peerhub.forum.models import Board, BoardKind
from peerhub.forum.models import MemberState as BoardState
from peerhub.forum.service.boards import open_board
from peerhub.forum.store.members import set_membership
from peerhub.people.models import Person, PersonState
from peerhub.rooms.models import MemberState, RoomKind
from peerhub.rooms.service.rooms import archive_room
from peerhub.search.service import rebuild
from tests.rooms.places import Place, make_place
from tests.search.conftest import ask, find, make_board, says, starts
from tests.support.factories import make_person, make_room, make_token
from tests.support.visitor import Visitors

WORD = "marigold"
OPEN, RESTRICTED, PRIVATE, CONFIDENTIAL, DIRECT = RoomKind
ROOMS = {
    "open room": OPEN,
    "closed room": OPEN,
    "restricted room": RESTRICTED,
    "private room": PRIVATE,
    "confidential room": CONFIDENTIAL,
    "conversation": DIRECT,
}
BOARDS = {
    f"{kind} board": kind
    for kind in (BoardKind.RESTRICTED, BoardKind.PRIVATE, BoardKind.CONFIDENTIAL)
}
MEMBERS = {"open room", "closed room", "members' board", "public board"}
TOKENS = {*MEMBERS, "restricted room", "restricted board"}
EVERYWHERE = {*MEMBERS, *ROOMS, *BOARDS}

# Who finds the word where. `inside` is in every room; the others stand to every room as they say.
FINDS: dict[str, set[str]] = {
    "stranger": {"public board"},
    "member": MEMBERS,
    "inside": EVERYWHERE,
    "inside by token": TOKENS,
    "facilitator": EVERYWHERE,
    "asked": MEMBERS,
    "invited": MEMBERS,
    "removed": {"members' board", "public board"},
    "suspended": set(),
    "moderator": MEMBERS,
    "safeguarding lead": MEMBERS,
    "administrator": MEMBERS,
    "role without membership": MEMBERS,
}
ROLES = {
    "moderator": ("moderator",),
    "safeguarding lead": ("safeguarding",),
    "administrator": ("administrator",),
}
STATES = {
    "inside": MemberState.MEMBER,
    "asked": MemberState.ASKED,
    "invited": MemberState.INVITED,
    "removed": MemberState.REMOVED,
    "facilitator": MemberState.MEMBER,
}


@dataclass
class Land:
    """Every kind of place with the word said once in each; `said` is `{place: item id}`."""

    hub: Hub
    said: Mapping[str, str]
    slugs: Mapping[str, str]
    people: Mapping[str, Person]


@pytest.fixture
async def land(hub: Hub) -> Land:
    said, places, writer = {}, {}, await make_person(hub, "Wren Writer")
    for name, kind in ROOMS.items():
        slug = f"place-{name.replace(' ', '-')}"
        place = await _place(hub, kind, slug, name)
        await place.put(writer, MemberState.MEMBER)
        if kind is DIRECT:
            await place.put(await make_person(hub, "Olu Other"), MemberState.MEMBER)
        said[name] = await says(hub, writer, place.room.slug, f"A {WORD} in the {name}")
        places[name] = place
    await _posts(hub, writer, said)
    boards = await _boards(hub, writer, said)
    people = await _people(hub, places, boards)
    async with hub.transaction() as tx:
        await archive_room(tx, places["closed room"].room.slug)
    return Land(hub, said, {name: place.room.slug for name, place in places.items()}, people)


async def _place(hub: Hub, kind: RoomKind, slug: str, title: str) -> Place:
    if kind is not DIRECT:
        return await make_place(hub, kind, slug=slug, title=title.title())
    room = await make_room(hub, slug, "", kind=kind)
    return Place(hub, room, await make_person(hub, "Mimi Nobody"))


async def _posts(hub: Hub, writer: Person, said: dict[str, str]) -> None:
    await make_board(hub, "questions")
    await make_board(hub, "news", public=True)
    for name, board in (("members' board", "questions"), ("public board", "news")):
        said[name] = (await starts(hub, writer, "A title", f"A {WORD} here", board)).post_id


async def _boards(hub: Hub, writer: Person, said: dict[str, str]) -> dict[str, Board]:
    """Boards with members: the writer is one, and says the word once in each."""
    found = {}
    for name, kind in BOARDS.items():
        async with hub.transaction() as tx:
            found[name] = await open_board(tx, slug=f"b-{kind}", title=name.title(), kind=kind)
        await _count_in(hub, found[name], writer, "member")
        said[name] = (
            await starts(hub, writer, "A title", f"A {WORD} here", found[name].slug)
        ).post_id
    return found


async def _count_in(hub: Hub, board: Board, person: Person, state: str) -> None:
    async with hub.transaction() as tx:
        await set_membership(
            tx.db,
            board.board_id,
            person.person_id,
            before=[None],
            state=BoardState(state),
            at=tx.now,
        )


async def _people(
    hub: Hub, places: Mapping[str, Place], boards: Mapping[str, Board]
) -> dict[str, Person]:
    people = {}
    for name in FINDS.keys() - {"stranger", "inside by token", "suspended"}:
        roles = ROLES.get(name, ())
        if name in ("facilitator", "role without membership"):
            scopes = [place.room.place for place in places.values()]
            scopes += [board.place for board in boards.values()]
            roles = tuple(f"facilitator@{scope}" for scope in scopes)
        people[name] = await make_person(hub, name.title(), roles=roles)
        if name in STATES:
            for place in places.values():
                await place.put(people[name], STATES[name])
            for board in boards.values():
                await _count_in(hub, board, people[name], STATES[name].value)
    people["inside by token"] = people["inside"]
    people["suspended"] = await make_person(hub, "Sue", state=PersonState.SUSPENDED)
    for place in places.values():
        await place.put(people["suspended"], MemberState.MEMBER)
    for board in boards.values():
        await _count_in(hub, board, people["suspended"], "member")
    return people


QUESTIONS = (
    WORD,
    f'"a {WORD}"',
    "mari*",
    f"{WORD} -nothing",
    "from:wren-writer",
    f"{WORD} from:wren-writer before:2099",
    "after:2000",
)


async def test_everybody_finds_what_the_table_says(land: Land) -> None:
    for who, finds in FINDS.items():
        person, by_token = land.people.get(who), who.endswith("token")
        expected = {land.said[name] for name in finds}
        for said in QUESTIONS:
            found = await find(land.hub, person, said, by_token=by_token)
            assert set(found) == expected, (who, said)
            best = await ask(land.hub, person, said, by_token=by_token)
            assert best.count == len(expected) and not best.more


async def test_a_rebuilt_index_tells_nobody_more(land: Land) -> None:
    await rebuild(land.hub)
    await test_everybody_finds_what_the_table_says(land)


async def test_naming_a_place_opens_none(land: Land) -> None:
    for who, finds in FINDS.items():
        person, by_token = land.people.get(who), who.endswith("token")
        for name, slug in land.slugs.items():
            found = await find(land.hub, person, f"{WORD} in:{slug}", by_token=by_token)
            assert found == ([land.said[name]] if name in finds else []), (who, name)


async def test_pages_and_api_say_the_same(land: Land, visitor: Visitors) -> None:
    for who, finds in FINDS.items():
        if who == "suspended":
            continue
        headers = {}
        if who == "inside by token":
            secret = await make_token(land.hub, land.people[who], "read")
            headers = {"Authorization": f"Bearer {secret}"}
        person = land.people.get(who)
        browser = visitor(headers=headers)
        if person is not None and not headers:
            browser = await visitor.of(person)
        if not headers:
            page = await browser.get(f"/search?q={WORD}")
            assert page.status == 200
            assert page.text.count(f"<mark>{WORD}</mark>") == len(finds), who
            for name in ROOMS.keys() - finds:
                assert f"in the {name}" not in page.words
            for name in {*ROOMS, *BOARDS} - finds - {"conversation"}:
                assert name.title() not in page.words, "nor in the list of places"
        if person is not None:
            answer = (await browser.get(f"/api/v1/search?q={WORD}")).json()
            assert {one["id"] for one in answer["items"]} == {land.said[n] for n in finds}
            assert "next" not in answer


async def test_where_one_may_not_look_looks_like_nowhere(land: Land, visitor: Visitors) -> None:
    browser = await visitor.of(land.people["member"])
    shown = []
    for slug in (land.slugs["confidential room"], "zzzzzzzzzzzzzzzz"):
        page = await browser.get(f"/search?q={WORD}&in={slug}")
        shown.append((page.status, page.words, page.text.count("<a ")))
    assert shown[0] == shown[1]
