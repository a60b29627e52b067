"""Ways into a board, who looks after it, and what an administrator sees to."""

import re
import subprocess
import sys

import pytest

from peerhub.core.config import Config
from peerhub.core.hub import Hub
from peerhub.forum.door import boards_to_manage
from peerhub.forum.models import BoardKind, MemberState
from peerhub.forum.service.boards import open_board
from peerhub.people.models import Person
from peerhub.people.rules import parse_role
from peerhub.people.service.roles import give_role
from tests.forum.places import make_place
from tests.support.visitor import Visitors

OPEN, RESTRICTED, PRIVATE, CONFIDENTIAL = BoardKind


async def test_asking_is_told_decided_and_told_back(
    hub: Hub, visitor: Visitors, amina: Person, bo: Person
) -> None:
    place = await make_place(hub, RESTRICTED)
    asker, facilitator = await visitor.of(amina), await visitor.of(place.mimi)
    await asker.get(place.path)
    await asker.submit(f"{place.path}/membership", words="I work in a clinic")
    assert "You have asked to join" in asker.page.words
    assert "Amina asks to join Willow" in (await facilitator.get("/notifications")).words
    people = await facilitator.get(f"{place.path}/members")
    assert "I work in a clinic" in people.words
    await facilitator.submit(f"{place.path}/members", holding="Let in", button=("action", "let_in"))
    assert "Willow is open to you" in (await asker.get("/notifications")).words
    assert "No threads yet" in (await asker.get(place.path)).words

    second = await visitor.of(bo)
    page = await second.post(f"{place.path}/membership", {"action": "join"})
    assert page.status == 422, "nobody lets themselves in"
    await second.get(place.path)
    await second.submit(f"{place.path}/membership", words="Please")
    await facilitator.get(f"{place.path}/members")
    await facilitator.submit(
        f"{place.path}/members", holding="Let in", button=("action", "decline")
    )
    assert "could not let you in" in (await second.get("/notifications")).words
    assert "Ask to join" in (await second.get(place.path)).words, "they may ask again"


@pytest.mark.parametrize("kind", [PRIVATE, CONFIDENTIAL])
async def test_an_invitation_is_seen_by_the_invited_alone(
    hub: Hub, visitor: Visitors, amina: Person, bo: Person, kind: BoardKind
) -> None:
    place = await make_place(hub, kind)
    facilitator, invited, other = (
        await visitor.of(place.mimi),
        await visitor.of(amina),
        await visitor.of(bo),
    )
    await facilitator.get(f"{place.path}/members")
    await facilitator.submit(f"{place.path}/invitations", handle="@Amina")
    notices = (await invited.get("/notifications")).words
    assert "You are invited to" in notices
    assert ("Willow" in notices) == (kind is PRIVATE), "a confidential title stands in no notice"
    assert (await other.get(place.path)).status == 404
    assert "You are invited." in (await invited.get("/forum")).words
    assert "You are invited" in (await invited.get(place.path)).words
    await invited.submit(f"{place.path}/membership", holding="Accept")
    assert "Start a thread" in invited.page.words
    await invited.get(f"{place.path}/about")
    await invited.submit(f"{place.path}/membership", holding="Leave")
    assert (await invited.get(place.path)).status == 404


@pytest.mark.parametrize("kind", [PRIVATE, CONFIDENTIAL])
async def test_a_role_given_later_opens_no_secret_board(
    hub: Hub, visitor: Visitors, amina: Person, kind: BoardKind
) -> None:
    """The first facilitator comes in while nobody ever was inside; after that nobody by a role."""
    async with hub.transaction() as tx:
        board = await open_board(tx, slug="", title="Willow", kind=kind)
        role = parse_role(f"facilitator@{board.place}")
        await give_role(tx, person_id=amina.person_id, role=role, by=None)
    browser, path = await visitor.of(amina), f"/forum/{board.slug}"
    assert "Join this board" in (await browser.get(path)).words
    await browser.submit(f"{path}/membership", holding="Join this board")
    assert "No threads yet" in browser.page.words
    place = await make_place(hub, kind, slug="other", title="Elm")
    async with hub.transaction() as tx:
        role = parse_role(f"facilitator@{place.board.place}")
        await give_role(tx, person_id=amina.person_id, role=role, by=None)
    assert (await browser.get(place.path)).status == 404


async def test_who_looks_after_it_removes_and_lets_back_in(
    hub: Hub, visitor: Visitors, amina: Person
) -> None:
    place = await make_place(hub, RESTRICTED)
    await place.put(amina, MemberState.MEMBER)
    facilitator, browser = await visitor.of(place.mimi), await visitor.of(amina)
    people = f"{place.path}/members"
    page = await facilitator.post(people, {"handle": place.mimi.handle, "action": "remove"})
    assert "This is you" in page.words
    await facilitator.post(people, {"handle": "amina", "action": "remove"})
    door = await browser.get(place.path)
    assert "A facilitator has removed you" in door.words
    assert "Ask to join" not in door.words
    await facilitator.post(people, {"handle": "amina", "action": "let_back"})
    assert "No threads yet" in (await browser.get(place.path)).words


async def test_its_page_says_what_it_is_for_its_rules_and_who_looks_after_it(
    hub: Hub, visitor: Visitors, amina: Person, fay: Person
) -> None:
    place = await make_place(hub)
    facilitator, reader = await visitor.of(place.mimi), await visitor.of(amina)
    await facilitator.get(f"{place.path}/manage")
    await facilitator.submit(
        f"{place.path}/manage",
        title="Willows",
        purpose="Trees and people",
        rules="- One thing at a time\n- <script>no</script>",
    )
    about = await reader.get(f"{place.path}/about")
    assert "Trees and people" in about.words and "Looked after by Mimi" in about.words
    assert [li.text for li in about.tree.iter("li") if li.text == "One thing at a time"]
    assert "<script>no" not in about.text
    assert (await reader.get(f"{place.path}/manage")).status == 403
    administrator = await visitor.of(fay)
    assert (await administrator.get(f"{place.path}/manage")).status == 200
    stranger = visitor()
    assert (await stranger.get(f"{place.path}/about")).status == 404
    await place.set(public=True)
    about = await stranger.get(f"{place.path}/about")
    assert "Trees and people" in about.words and "Mimi" not in about.words


async def test_an_administrator_puts_boards_in_order(
    hub: Hub, visitor: Visitors, fay: Person
) -> None:
    for slug in ("first", "second", "third"):
        await make_place(hub, slug=slug, title=slug.title())
    browser = await visitor.of(fay)
    await browser.get("/admin/boards")
    await browser.post("/admin/boards/change", {"slug": "third", "action": "move", "place": "1"})
    async with hub.reading() as db:
        assert [b.slug for b in await boards_to_manage(db)] == ["third", "first", "second"]
    await browser.post("/admin/boards/change", {"slug": "third", "action": "move", "place": "99"})
    listed = (await browser.get("/forum")).text
    places = [listed.index(f'href="/forum/{slug}"') for slug in ("first", "second", "third")]
    assert places == sorted(places)


async def test_an_administrator_opens_a_secret_board_for_somebody_else(
    hub: Hub, visitor: Visitors, fay: Person, amina: Person
) -> None:
    browser = await visitor.of(fay)
    fields = {"title": "Elders", "kind": "private"}
    assert "Name who looks after it" in (await browser.post("/admin/boards", fields)).words
    await browser.post("/admin/boards", {**fields, "facilitator": "amina"})
    assert "Elders" not in (await browser.get("/admin/boards")).text
    assert "Elders" not in (await browser.get("/forum")).text
    hers = await visitor.of(amina)
    assert "Elders" in (await hers.get("/forum")).text
    await hub.outbox.deliver_all()
    assert "You look after Elders now" in (await hers.get("/notifications")).words
    page = await browser.post("/admin/boards", {**fields, "facilitator": "amina", "public": "yes"})
    assert "Only an open board can be public" in page.words


@pytest.mark.parametrize("kind", ["private", "confidential"])
def test_the_command_prints_an_address_without_words(config: Config, kind: str) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "peerhub", "board", "add", "elders", "--title", "Elders",
         "--kind", kind],
        env={"PEERHUB_DATA_DIR": str(config.data_dir), "PATH": ""},
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert re.fullmatch(r"Opened Elders: /forum/[2-9a-z]{16}\n", done.stdout)
    assert "facilitator@space:" in done.stderr
