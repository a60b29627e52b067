"""Where a post without a name could give its author away: notices, counts, blocks, limits, leaving."""

from datetime import timedelta

from sqlalchemy import select

from peerhub.core.hub import Hub
from peerhub.forum.pseudonyms import mark_of, sealed_place
from peerhub.forum.service.boards import allow_unnamed
from peerhub.forum.tables import board_pseudonyms
from peerhub.moderation.tables import cases
from peerhub.people.models import Person
from tests.forum.nameless import answer, ask, decide, name_in, post_of, rows
from tests.forum.places import Place, make_place
from tests.support.factories import change_community, make_person
from tests.support.visitor import Visitors, fields_of


async def test_who_began_a_thread_and_answers_without_a_name_is_told_like_anybody(
    hub: Hub, visitor: Visitors, place: Place, writer: Person
) -> None:
    """If they alone were not told, the list of notices would name them."""
    named = await place.asks(writer, "Under my name", "Who else?")
    hers = await visitor.of(writer)
    await answer(hers, named.thread_id, "I do.")
    await hub.outbox.deliver_all()
    name = await name_in(hub, place)
    assert f"{name} replied in your thread" in (await hers.get("/notifications")).words


async def test_it_counts_for_nobody(
    hub: Hub, visitor: Visitors, place: Place, writer: Person
) -> None:
    """Neither allowed nor released: a count that grew at that moment would name somebody."""
    await change_community(hub, hold_first_posts=1)
    hers = await visitor.of(writer)
    await ask(hers, place)
    moderator = await visitor.of(await make_person(hub, "Mona", roles=("moderator",)))
    await decide(moderator, "release")
    assert (await rows(hub))["standings"] == []


async def test_moderators_see_one_boards_history_and_may_let_a_name_rest(
    hub: Hub, visitor: Visitors, place: Place, writer: Person, bo: Person
) -> None:
    second = await make_place(hub, slug="second", title="Second")
    await second.set(anonymous=True)
    hers, keeper = await visitor.of(writer), await visitor.of(place.mimi)
    await ask(hers, second, body="Elsewhere.")
    await ask(hers, place, body="Here.")
    async with hub.reading() as db:
        where = board_pseudonyms.c.board_id == place.board.board_id
        one = (await db.execute(select(board_pseudonyms).where(where))).one()
    await keeper.get(place.path)
    assert one.name in (await keeper.get(f"{place.path}/names")).words
    path = f"{place.path}/names/{one.pseudonym_id}"
    page = await keeper.get(path)
    assert "Here." in page.words and "Elsewhere." not in page.words
    assert (await keeper.get(f"{second.path}/names/{one.pseudonym_id}")).status == 403
    assert (await (await visitor.of(second.mimi)).get(path)).status == 403
    theirs = await visitor.of(second.mimi)
    assert (await theirs.get(f"{second.path}/names/{one.pseudonym_id}")).status == 404
    assert (await (await visitor.of(bo)).get(path)).status == 403
    page = await keeper.post(path, {"rest_days": "7"})
    assert "Say why" in page.words
    await keeper.post(path, {"rest_days": "7", "reason": "Three warnings"})
    fields = {"id": "x-1", "title": "Again", "body": "And again."}
    page = await hers.post(f"{place.path}/unnamed", fields)
    assert "lets this name rest for 8 more days" in page.words or "7 more days" in page.words
    assert "Three warnings" in page.words and "And again." in page.text, "the words are kept"
    await ask(hers, second, title="Not limited here")
    await keeper.post(path, {"rest_days": "0", "held_first": "yes", "reason": "Slowly"})
    assert "Waiting for a moderator" in (await hers.post(f"{place.path}/unnamed", fields)).words
    await keeper.post(path, {"rest_days": "0"})
    page = await hers.post(f"{place.path}/unnamed", {**fields, "id": "x-2"})
    assert "Waiting" not in page.words
    trail = (await rows(hub))["log_entries"]
    assert sum("pseudonym.limited" in row for row in trail) == 2
    assert sum("pseudonym.freed" in row for row in trail) == 1
    assert not any(writer.person_id in row for row in trail)


async def test_a_block_on_such_a_name_tells_nothing(
    hub: Hub, visitor: Visitors, place: Place, writer: Person, bo: Person
) -> None:
    """One way: whoever is behind it reads and is read as before, under every name of theirs."""
    hers, his = await visitor.of(writer), await visitor.of(bo)
    unnamed = (await ask(hers, place, title="Without")).path
    named = await place.asks(writer, "Under my name", "Me.")
    own = await place.asks(bo, "A thread of Bo's", "His.")
    await his.post(f"/forum/posts/{await post_of(hub, 'I ask.')}/block", {})
    assert await name_in(hub, place) in (await his.get("/me/blocks")).words
    assert (await his.get(unnamed)).status == 404
    assert "Without" not in (await his.get(place.path)).words
    assert (await his.get(f"/forum/t/{named.thread_id}/{named.slug}")).status == 200
    assert (await his.get("/people/zuleika-quennell")).status == 200
    assert (await hers.get(f"/forum/t/{own.thread_id}/{own.slug}")).status == 200
    page = await hers.post(f"/forum/posts/{await post_of(hub, 'I ask.')}/block", {})
    assert "This is you" in page.words
    third = await visitor.of(place.mimi)
    assert (await third.get(unnamed)).status == 200
    await his.get("/me/blocks")
    await his.submit("/me/blocks")
    assert (await his.get(unnamed)).status == 200


async def test_a_thread_with_such_a_name_stays_in_its_board(
    hub: Hub, visitor: Visitors, place: Place, writer: Person, cleo: Person
) -> None:
    """Elsewhere it would stand beside another name of its writer's; also where a move is undone."""
    await make_place(hub, slug="second", title="Second")
    named = await place.asks(writer, "Under my name", "Who else?")
    keeper, hers = await visitor.of(cleo), await visitor.of(writer)
    tools = f"/forum/t/{named.thread_id}/tools"
    back = {"kind": "move", "board": "second", "reason": "It fits there"}
    assert (await keeper.post(f"{tools}/all", back, follow=False)).status == 303
    async with hub.transaction() as tx:
        await allow_unnamed(tx, "second", held=False)
    await answer(hers, named.thread_id, "I do.")
    page = await keeper.get(f"{tools}/all")
    act = fields_of(page.form(f"{tools}/undo"))["act"][0]
    page = await keeper.post(f"{tools}/undo", {"act": act})
    assert "Somebody has written since without a name" in page.words
    page = await keeper.post(f"{tools}/all", {**back, "board": "nameless"})
    assert "Choose a board" in page.words
    thread = await hers.get(f"/forum/t/{named.thread_id}/{named.slug}")
    assert "Second" in thread.words and "you, without your name" in thread.words


async def test_a_block_on_a_person_hides_nothing_they_wrote_without_a_name(
    hub: Hub, visitor: Visitors, place: Place, writer: Person, bo: Person
) -> None:
    """If it vanished for who blocked them, that would name them."""
    hers, his = await visitor.of(writer), await visitor.of(bo)
    unnamed = (await ask(hers, place)).path
    await his.post("/people/zuleika-quennell/block", {})
    await hers.post("/people/bo/block", {})
    assert (await his.get(unnamed)).status == 200


async def test_where_the_board_wants_names_there_is_no_such_page(
    hub: Hub, visitor: Visitors, place: Place, writer: Person
) -> None:
    """And who was writing when it was switched off keeps their words, under no name."""
    hers = await visitor.of(writer)
    page = await hers.get(f"{place.path}/unnamed")
    fields = {name: said[0] for name, said in fields_of(page.form(f"{place.path}/unnamed")).items()}
    await place.set(anonymous=False)
    page = await hers.post(f"{place.path}/unnamed", {**fields, "title": "How?", "body": "I ask."})
    assert (page.status, "everybody writes under their name" in page.words) == (422, True)
    assert "I ask." in page.text and "Post without your name" in page.words
    assert await place.bodies() == []
    assert (await hers.get(f"{place.path}/unnamed")).status == 404
    said = {"id": "p-1", "title": "x", "body": "x", "board": "nameless", "anonymous": True}
    assert (await hers.ask("POST", "/api/v1/forum/threads", json=said)).status == 422


async def test_whoever_leaves_leaves_nobody_behind_the_name(
    hub: Hub, visitor: Visitors, place: Place, writer: Person, bo: Person
) -> None:
    """The words stay; a dump does not show which names have lost their person."""
    page = await ask(await visitor.of(writer), place)
    await ask(await visitor.of(bo), place, title="Another")
    name = await name_in(hub, place)
    async with hub.transaction() as tx:
        for port in hub.personal.values():
            await port.erase_person(tx, writer.person_id)
    async with hub.reading() as db:
        found = (await db.execute(select(board_pseudonyms))).all()
    opened = {
        hub.keys.unseal(row.person, about=sealed_place(row.pseudonym_id)).strip() for row in found
    }
    assert opened == {"", bo.person_id}
    assert mark_of(hub.keys, place.board.board_id, writer.person_id) not in {r.mark for r in found}
    assert {(len(row.mark), len(row.person)) for row in found} == {(64, 44)}
    reader = await visitor.of(bo)
    assert "I ask." in (await reader.get(page.path)).words and name


async def test_the_composer_says_beforehand_whether_it_waits_and_how_long(
    hub: Hub, visitor: Visitors, place: Place, writer: Person, cleo: Person
) -> None:
    hers, moderator = await visitor.of(writer), await visitor.of(cleo)
    page = await hers.get(f"{place.path}/unnamed")
    assert "It can be read at once" in page.words
    for who in ("Nobody in this hub alone", "safeguarding leads", "Whoever runs the server"):
        assert who in page.words
    await place.set(anonymous_held=True)
    assert "we cannot say yet" in (await hers.get(f"{place.path}/unnamed")).words
    for number in range(5):
        await ask(hers, place, title=f"Question {number}")
        await decide(moderator, "release")
    async with hub.transaction() as tx:
        opened = tx.now - timedelta(hours=7, minutes=30)
        await tx.db.execute(cases.update().values(opened_at=opened))
    page = await hers.get(f"{place.path}/unnamed")
    assert "three out of four waited less than 8 hours" in page.words
    assert await name_in(hub, place) in page.words
