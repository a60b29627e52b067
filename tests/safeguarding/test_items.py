"""A flagged item: a flag hides nothing by itself; a lead may hide it, and only leads undo that."""

import pytest
from sqlalchemy import func, select

from peerhub.core.errors import Refused
from peerhub.core.hub import Hub
from peerhub.core.keys import new_id
from peerhub.forum.service import boards
from peerhub.forum.store.boards import set_board
from peerhub.moderation.service.organisations import declare
from peerhub.moderation.service.trail import note
from peerhub.moderation.tables import cases, decisions, log_entries
from peerhub.people.models import Person
from peerhub.rooms.models import Answer, NewMessage
from peerhub.rooms.service.post import post_messages
from tests.safeguarding.conftest import QUEUE, Circle, kept_of
from tests.support.factories import make_picture, make_room
from tests.support.visitor import Visitor

ROOM = "/rooms/kitchen"
BODY = "I cannot go on any more."


async def says(circle: Circle, person: Person, body: str) -> str:
    visitor = await circle.visitors.of(person)
    await visitor.get(ROOM)
    page = await visitor.submit(f"{ROOM}/messages", body=body)
    rows = [row for row in page.tree.iter("li") if body in "".join(row.itertext())]
    return str([row.get("data-id") for row in rows if row.get("data-id")][-1])


@pytest.fixture
async def flagged(
    circle: Circle, hub: Hub, amina: Person, bo: Person, dana: Person, gita: Person
) -> Visitor:
    """Bo wrote something, Amina flagged it from its menu; Dana's browser at the concern."""
    await make_room(hub, "kitchen", "Kitchen table")
    lead, _other = await circle.found(dana, gita)
    message_id = await says(circle, bo, BODY)
    reader = await circle.visitors.of(amina)
    page = await reader.get(ROOM)
    link = f"/flag?kind=message&id={message_id}"
    assert link in page.links(), "in the same menu as the report"
    page = await reader.get(link)
    assert BODY in page.words and "Bo" in page.words
    kept_of(await reader.submit("/flag", holding="What did you see", urgency="1"))
    await circle.opens(lead)
    return lead


async def in_the_room(circle: Circle, person: Person) -> str:
    return (await (await circle.visitors.of(person)).get(ROOM)).words


async def test_a_flag_by_itself_hides_nothing_and_keeps_a_copy(
    circle: Circle, flagged: Visitor, amina: Person, bo: Person
) -> None:
    assert BODY in await in_the_room(circle, amina)
    writer = await circle.visitors.of(bo)
    page = await writer.get(ROOM)
    edit = next(a for a in page.links() if a.endswith("/edit"))
    await writer.get(edit)
    await writer.submit(body="Never mind.")
    page = await flagged.get(flagged.page.path)
    assert BODY in page.words, "as it stood when it was flagged"


async def test_a_lead_hides_it_and_shows_it_again_without_a_trace_in_moderation(
    circle: Circle, hub: Hub, flagged: Visitor, amina: Person, cleo: Person
) -> None:
    page = await flagged.submit(holding="What should become of it?", act="hide")
    assert page.status == 200, page.words
    shown = await in_the_room(circle, amina)
    assert BODY not in shown and "This message was removed. Reason: It is hidden for now." in shown
    moderator = await circle.visitors.of(cleo)
    assert "Nothing waits" in (await moderator.get("/moderation")).words
    async with hub.reading() as db:
        for table in (cases, decisions):
            assert await db.scalar(select(func.count()).select_from(table)) == 0
        actions = set((await db.execute(select(log_entries.c.action))).scalars())
    assert not {action for action in actions if action.startswith(("case", "item"))}
    page = await flagged.submit(holding="What should become of it?", act="show")
    assert BODY in await in_the_room(circle, amina)


async def test_a_lead_folds_it_and_opens_it_again_under_its_authors_own_note(
    circle: Circle, hub: Hub, flagged: Visitor, amina: Person, cleo: Person
) -> None:
    page = await flagged.submit(holding="What should become of it?", act="fold")
    assert page.status == 200 and "It was folded" in page.words, page.words
    shown = await in_the_room(circle, amina)
    assert "Content note: someone is helping" in shown and BODY in shown, (
        "whoever opens it reads it"
    )
    assert "Nothing waits" in (await (await circle.visitors.of(cleo)).get("/moderation")).words
    page = await flagged.submit(holding="What should become of it?", act="hide")
    assert BODY not in await in_the_room(circle, amina)
    page = await flagged.submit(holding="What should become of it?", act="show")
    shown = await in_the_room(circle, amina)
    assert BODY in shown and "someone is helping" in shown, "still folded"
    page = await flagged.submit(holding="What should become of it?", act="show")
    assert "someone is helping" not in await in_the_room(circle, amina)
    page = await flagged.submit(holding="What should become of it?", act="show")
    assert page.status == 422 and "This has been done already." in page.words


async def test_its_author_changes_a_folded_post_and_it_stays_folded(
    circle: Circle, hub: Hub, amina: Person, bo: Person, dana: Person, gita: Person
) -> None:
    async with hub.transaction() as tx:
        await boards.open_board(tx, slug="ask", title="Ask")
    lead, _other = await circle.found(dana, gita)
    writer = await circle.visitors.of(bo)
    await writer.get("/forum/ask/new")
    page = await writer.submit(title="I need to ask", body=BODY, note_words="dark")
    thread = page.path
    edit = next(a for a in page.links() if a.endswith("/edit"))
    post = edit.split("/")[-2]
    await circle.raises(amina, path=f"/flag?kind=post&id={post}")
    await circle.opens(lead)
    await lead.submit(holding="What should become of it?", act="fold")
    page = await writer.get(edit)
    assert {"dark"} == {
        e.get("value") for e in page.tree.iter("input") if e.get("name") == "warning"
    }
    page = await writer.submit(body="I am better.", warning="light")
    reader = await circle.visitors.of(amina)
    shown = (await reader.get(thread)).words
    assert "Content note: someone is helping" in shown and "I am better." in shown
    found = (await reader.get("/search?q=better")).words
    assert "someone is helping" in found and "I am better" not in found, "no words in a result"
    await lead.submit(holding="What should become of it?", act="show")
    assert "Content note: light" in (await reader.get(thread)).words


async def test_who_wrote_it_is_kept_out_even_where_they_are_a_lead(
    circle: Circle, hub: Hub, amina: Person, dana: Person, gita: Person
) -> None:
    await make_room(hub, "kitchen", "Kitchen table")
    first, second = await circle.found(dana, gita)
    message_id = await says(circle, gita, BODY)
    await circle.raises(amina, path=f"/flag?kind=message&id={message_id}")
    assert "Nothing waits." in (await second.get("/safeguarding")).words
    assert "Bo" not in (await circle.opens(first)).words


async def test_a_colleague_of_its_author_reads_it_only_where_nobody_else_could(
    circle: Circle, hub: Hub, amina: Person, bo: Person, dana: Person, gita: Person
) -> None:
    """Better a colleague than nobody: no flag is lost for want of readers."""
    await make_room(hub, "kitchen", "Kitchen table")
    first, second = await circle.found(dana, gita)
    async with hub.transaction() as tx:
        for person in (bo, gita):
            await declare(tx, person, "Harbour House")
    path = f"/flag?kind=message&id={await says(circle, bo, BODY)}"
    await circle.raises(amina, path=path)
    assert "Nothing waits." in (await second.get(QUEUE)).words
    assert BODY in (await circle.opens(first)).words
    async with hub.transaction() as tx:
        await declare(tx, dana, "Harbour House")
    await circle.raises(amina, path=path)
    assert BODY in (await circle.opens(second)).words


async def unnamed(circle: Circle, hub: Hub, person: Person) -> str:
    """A post without a name; its id."""
    async with hub.transaction() as tx:
        await boards.open_board(tx, slug="ask", title="Ask")
        await set_board(tx.db, "ask", anonymous=True)
    visitor = await circle.visitors.of(person)
    await visitor.get("/forum/ask/unnamed")
    page = await visitor.submit(title="I need to ask", body=BODY)
    assert page.status == 200, page.words
    return next(
        link.partition("id=")[2] for link in page.links() if link.startswith("/flag?kind=post")
    )


async def test_a_lead_who_wrote_it_without_a_name_does_not_read_what_is_said_of_it(
    circle: Circle, hub: Hub, amina: Person, dana: Person, gita: Person
) -> None:
    first, second = await circle.found(dana, gita)
    post = await unnamed(circle, hub, gita)
    await circle.raises(amina, path=f"/flag?kind=post&id={post}")
    assert "Nothing waits." in (await second.get("/safeguarding")).words
    assert BODY in (await circle.opens(first)).words


async def test_two_leads_and_a_reason_open_who_is_behind_a_name(
    circle: Circle, hub: Hub, amina: Person, bo: Person, dana: Person, gita: Person
) -> None:
    first, second = await circle.found(dana, gita)
    post = await unnamed(circle, hub, bo)
    await circle.raises(amina, path=f"/flag?kind=post&id={post}")
    await circle.opens(first)
    page = await first.submit(holding="must the person be known", unmask_why="")
    assert page.status == 422 and "Say why the person has to be known." in page.words
    await circle.opens(first)
    page = await first.submit(holding="must the person be known", unmask_why="She names a bridge.")
    assert "@bo" not in page.words
    page = await first.submit(holding="must the person be known", unmask_why="Again")
    assert page.status == 422 and "Another lead has to agree." in page.words
    page = await circle.opens(second)
    assert "Dana has asked: “She names a bridge.”" in page.words and "@bo" not in page.words
    page = await second.submit(holding="Agree and open it")
    assert "It was written by Bo (@bo)" in page.words
    circle.clock.move(minutes=29)
    path = second.page.path.partition("?")[0]
    assert "@bo" in (await second.get(path)).words
    await circle.later(hours=24)
    later = await circle.unlocks(dana)
    assert "@bo" not in (await later.get(path)).words, "it is shown for a day"
    async with hub.reading() as db:
        actions = list((await db.execute(select(log_entries.c.action))).scalars())
    assert actions.count("name.unmasked") == 1
    async with hub.transaction() as tx:
        for _time in range(4):
            await note(tx, actor_id="", action="name.unmasked", subject="step:opened")
    year = circle.clock.now().year
    figures = await circle.visitors().get(f"/figures?year={year}")
    assert "who is behind a name: 5." in figures.words, "counted in the yearly figures"


async def test_where_life_is_at_risk_now_one_lead_opens_it_and_the_other_hears_at_once(
    circle: Circle, hub: Hub, amina: Person, bo: Person, dana: Person, gita: Person
) -> None:
    first, _second = await circle.found(dana, gita)
    post = await unnamed(circle, hub, bo)
    await circle.raises(amina, path=f"/flag?kind=post&id={post}", urgency="0")
    await circle.opens(first)
    page = await first.submit(holding="must the person be known", unmask_why="She is at a bridge.")
    assert "It was written by Bo (@bo)" in page.words
    assert "To be looked at again on" in page.words
    notices = (await (await circle.visitors.of(gita)).get("/notifications")).words
    assert "Something waits for you" in notices


async def shares_picture(circle: Circle, hub: Hub, person: Person, words: str) -> tuple[str, str]:
    """The same bytes whoever shares them; (message, upload)."""
    upload = await make_picture(hub, person, words)
    draft = NewMessage(
        person.person_id, "kitchen", new_id(), words, f"<p>{words}</p>", files=(upload,)
    )
    async with hub.transaction() as tx:
        (answer,) = await post_messages(tx, [draft])
    assert isinstance(answer, Answer)
    return answer.message_id, upload


async def may_open(circle: Circle, person: Person, upload: str) -> bool:
    return (await (await circle.visitors.of(person)).get(f"/uploads/{upload}")).status == 200


@pytest.mark.parametrize("kind", ["intimate_image", "other"])
async def test_copies_of_an_intimate_picture_are_hidden_and_shown_with_it(
    circle: Circle, hub: Hub, amina: Person, bo: Person, dana: Person, gita: Person, kind: str
) -> None:
    await make_room(hub, "kitchen", "Kitchen table")
    lead, _other = await circle.found(dana, gita)
    message_id, _upload = await shares_picture(circle, hub, bo, "Look at this")
    _message, copy = await shares_picture(circle, hub, dana, "And this")
    reader = await circle.visitors.of(amina)
    await reader.get(f"/flag?kind=message&id={message_id}")
    await reader.submit("/flag", holding="What did you see", urgency="1", kinds=[kind])
    page = await circle.opens(lead)
    if kind == "other":
        page = await lead.submit(holding="What should become of it?", act="hide")
        assert "copy, hidden with it" not in page.words and await may_open(circle, amina, copy)
        await shares_picture(circle, hub, amina, "Once more")
        return
    assert "1 copy, hidden with it" in page.words, "at once, as the hub's list has it"
    assert not await may_open(circle, amina, copy) and not await may_open(circle, dana, copy)
    assert "And this" in await in_the_room(circle, amina), "its words stay"
    with pytest.raises(Refused, match="taken down here because of what it shows"):
        await shares_picture(circle, hub, amina, "Once more")
    await lead.submit(holding="What should become of it?", act="show")
    assert await may_open(circle, amina, copy)
    await shares_picture(circle, hub, amina, "Once more")
