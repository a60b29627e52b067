"""Tags of one shared list, questions and their answers, summaries, and the history of edits."""

import pytest

from peerhub.core.hub import Hub
from peerhub.forum.models import BoardKind
from peerhub.forum.service import boards, change, decide
from peerhub.people.blocks import person_name
from peerhub.people.models import Person
from peerhub.people.service.block import block
from peerhub.tags.service import add_tag
from tests.forum.threads import answer, begin, make_board, path_of
from tests.support.factories import change_community, make_person, make_token
from tests.support.visitor import Visitors

TAGS = ("access", "damp", "law", "letters", "money", "work")


@pytest.fixture(autouse=True)
async def board(hub: Hub) -> None:
    await make_board(hub)
    async with hub.transaction() as tx:
        for slug in TAGS:
            await add_tag(tx, slug=slug, title=slug.title())


async def test_a_thread_begins_with_tags_and_is_found_by_them(
    hub: Hub, visitor: Visitors, amina: Person, cleo: Person
) -> None:
    writer, reader = await visitor.of(amina), await visitor.of(cleo)
    await writer.get("/forum/questions/new")
    await writer.submit(title="Mould", body="Again", tags=["damp", "law"])
    await begin(hub, cleo, "Other")
    page = await reader.get("/forum/tags/damp")
    assert "Mould" in page.words and "Other" not in page.words and "Law" in page.words
    assert "Mould" not in (await reader.get("/forum/tags/money")).words
    page = await reader.get("/forum/questions?tag=law")
    assert "Mould" in page.words and "Other" not in page.words
    assert (await reader.get("/forum/tags/none")).status == 404
    assert (await reader.get("/forum/questions?tag=none")).status == 404


async def test_six_tags_or_one_that_is_not_on_the_list_are_refused(
    hub: Hub, visitor: Visitors, amina: Person, fay: Person
) -> None:
    writer = await visitor.of(amina)
    await writer.get("/forum/questions/new")
    page = await writer.submit(title="Mould", body="Again", tags=list(TAGS))
    assert page.status == 422 and "at most five tags" in page.words
    keeper = await visitor.of(fay)
    await keeper.get("/admin/tags")
    await keeper.submit(holding="Add the tag", title="Heat", slug="heat")
    thread = await begin(hub, amina)
    door = f"/forum/threads/{thread.thread_id}/about"
    await writer.get(door)
    await writer.submit(tags=["heat"])
    await keeper.get("/admin/tags")
    await keeper.submit("/admin/tags/change", holding="heat", button=("action", "archive"))
    await writer.get(door)
    page = await writer.submit(question="yes")
    assert "Heat" in page.words, "what it bears already may stay"
    assert (await writer.post("/forum/questions/new", {
        "id": "x", "title": "T", "body": "B", "tags": "heat"})).status == 422  # fmt: skip


async def test_a_tags_page_names_nothing_of_a_board_that_one_may_not_read(
    hub: Hub, visitor: Visitors, amina: Person, cleo: Person
) -> None:
    await make_board(hub, "news", public=True)
    writer = await visitor.of(amina)
    for slug, title in (("news", "Public mould"), ("questions", "Ours")):
        await writer.get(f"/forum/{slug}/new")
        await writer.submit(title=title, body="Again", tags=["damp"], question="yes")
    async with hub.transaction() as tx:
        await boards.open_board(tx, slug="", title="Secret", kind=BoardKind.PRIVATE)
    stranger = visitor()
    for path in ("/forum/tags/damp", "/forum/unanswered"):
        page = await stranger.get(path)
        assert "Public mould" in page.words and "Ours" not in page.words
    async with hub.transaction() as tx:
        await block(tx, cleo, blocked_name=person_name(amina.person_id))
    gus = await make_person(hub, "Gus")
    async with hub.transaction() as tx:
        await block(tx, gus, blocked_name=person_name(amina.person_id))
    assert "mould" not in (await (await visitor.of(gus)).get("/forum/tags/damp")).words


async def test_an_answer_is_accepted_shown_on_top_and_taken_back(
    hub: Hub, visitor: Visitors, amina: Person, bo: Person, cleo: Person
) -> None:
    asker, other = await visitor.of(amina), await visitor.of(bo)
    await asker.get("/forum/questions/new")
    page = await asker.submit(title="Who waters?", body="I ask", question="yes")
    path = page.path.partition("#")[0]
    assert "Who waters?" in (await other.get("/forum/unanswered")).words
    await other.get(path)
    await other.submit(f"{path.rpartition('/')[0]}/replies", body="I do, on Mondays.")
    await asker.get(path)
    page = await asker.submit(button=("action", "accept"), holding="Accept this as the answer")
    card = page.tree.find(".//section[@aria-labelledby='accepted-title']")
    assert card is not None and "I do, on Mondays." in "".join(card.itertext())
    assert any(link.endswith("#p-2") for link in page.links())
    assert "Who waters?" not in (await other.get("/forum/unanswered")).words
    assert "Question, answered" in (await other.get("/forum/questions")).words
    assert "Accept this" not in (await other.get(path)).text
    await asker.get(path)
    await asker.submit(button=("action", "unaccept"), holding="not the answer any more")
    assert "Who waters?" in (await other.get("/forum/unanswered")).words
    moderator = await visitor.of(cleo)
    await moderator.get(path)
    page = await moderator.submit(button=("action", "accept"), holding="Accept this")
    assert "Accepted answer" in page.words


@pytest.mark.parametrize("how", ["withdrawn", "removed"])
async def test_a_question_waits_again_when_its_answer_is_gone(
    hub: Hub, visitor: Visitors, amina: Person, bo: Person, cleo: Person, how: str
) -> None:
    thread = await begin(hub, amina, "Beans?")
    said = await answer(hub, bo, thread)
    asker = await visitor.of(amina)
    await asker.get(f"/forum/threads/{thread.thread_id}/about")
    await asker.submit(question="yes")
    await asker.get(path_of(thread))
    await asker.submit(button=("action", "accept"), holding="Accept this")
    assert "Beans?" not in (await asker.get("/forum/unanswered")).words
    async with hub.transaction() as tx:
        if how == "withdrawn":
            await change.withdraw_post(tx, bo, said.post_id)
        else:
            await decide.remove_post(tx, said.post_id, "Rude")
    assert "Beans?" in (await asker.get("/forum/unanswered")).words
    assert "Accepted answer" not in (await asker.get(path_of(thread))).words


async def test_only_its_author_and_moderators_arrange_a_thread(
    hub: Hub, visitor: Visitors, amina: Person, bo: Person
) -> None:
    thread = await begin(hub, amina)
    said = await answer(hub, bo, thread)
    other = await visitor.of(bo)
    base = f"/forum/threads/{thread.thread_id}"
    for path in (f"{base}/about", f"{base}/summary"):
        assert (await other.get(path)).status == 403
        assert (await other.post(path, {})).status == 403
    page = await other.post(f"/forum/posts/{said.post_id}/answer", {"action": "accept"})
    assert page.status == 403
    writer = await visitor.of(amina)
    page = await writer.post(f"/forum/posts/{said.post_id}/answer", {"action": "accept"})
    assert page.status == 422, "it is no question"
    await writer.post(f"{base}/about", {"question": "yes"})
    page = await writer.post(f"/forum/posts/{thread.post_id}/answer", {"action": "accept"})
    assert page.status == 404, "a question does not answer itself"


async def test_a_summary_stands_above_the_posts_and_keeps_its_versions(
    hub: Hub, visitor: Visitors, amina: Person, bo: Person
) -> None:
    thread = await begin(hub, amina)
    looks_after = await make_person(hub, "Gina", roles=("facilitator@space:questions",))
    for person, words in ((amina, "First words"), (looks_after, "**Then** others")):
        writer = await visitor.of(person)
        await writer.get(f"/forum/threads/{thread.thread_id}/summary")
        await writer.submit(body=words)
    reader = await visitor.of(bo)
    page = await reader.get(path_of(thread))
    card = page.tree.find(".//section[@aria-labelledby='summary-title']")
    assert card is not None
    said = " ".join("".join(card.itertext()).split())
    assert "Then others" in said and "Written by Gina," in said and "First" not in page.words
    writer = await visitor.of(amina)
    page = await writer.get(f"/forum/threads/{thread.thread_id}/summary")
    assert "First words" in page.words
    await writer.submit(body="")
    page = await reader.get(path_of(thread))
    assert page.tree.find(".//section[@aria-labelledby='summary-title']") is None


async def test_who_is_read_first_writes_no_summary(hub: Hub, visitor: Visitors, bo: Person) -> None:
    thread = await begin(hub, bo)
    await change_community(hub, hold_first_posts=3)
    writer = await visitor.of(bo)
    await writer.get(f"/forum/threads/{thread.thread_id}/summary")
    page = await writer.submit(body="It is so.")
    assert page.status == 422 and "A moderator would read this first." in page.words


async def test_everybody_sees_when_a_post_was_edited_and_few_what_stood_there(
    hub: Hub, visitor: Visitors, amina: Person, bo: Person, cleo: Person
) -> None:
    thread = await begin(hub, amina, "Old words")
    async with hub.transaction() as tx:
        await change.edit_post(tx, amina, thread.post_id, body="New", html="<p>New</p>")
    door = f"/forum/posts/{thread.post_id}/history"
    assert door in (await (await visitor.of(bo)).get(path_of(thread))).links()
    for person, reads in ((bo, False), (amina, True), (cleo, True)):
        page = await (await visitor.of(person)).get(door)
        said = "".join(d for d in page.tree.find(".//ol").itertext())  # type: ignore[union-attr]
        assert "Amina changed this post once." in page.words
        assert ("Old words" in said) is reads
    async with hub.transaction() as tx:
        await change.withdraw_post(tx, amina, thread.post_id)
    assert (await (await visitor.of(bo)).get(door)).status == 404
    assert (await visitor().get(door)).status == 404


async def test_the_api_tells_tags_questions_answers_and_notes(
    hub: Hub, visitor: Visitors, amina: Person, bo: Person
) -> None:
    token = await make_token(hub, amina, "read", "write")
    program = visitor(headers={"Authorization": f"Bearer {token}"})
    made = await program.ask("POST", "/api/v1/forum/threads", json={
        "id": "t", "board": "questions", "title": "Beans", "body": "Who?", "question": True,
        "tags": ["damp"], "warning": "Beans"})  # fmt: skip
    assert made.status == 201, made.text
    base = f"/api/v1/forum/threads/{made.json()['thread']}"
    told = (await program.get(base)).json()
    assert (told["question"], told["tags"], told["warning"]) == (True, ["damp"], "Beans")
    assert "accepted" not in told
    posted = await program.ask("POST", f"{base}/posts", json={"id": "p", "body": "I do."})
    post_id = posted.json()["id"]
    await (await visitor.of(amina)).post(f"/forum/posts/{post_id}/answer", {"action": "accept"})
    assert (await program.get(base)).json()["accepted"] == post_id
    first, second = (await program.get(f"{base}/posts")).json()["items"]
    assert second["accepted"] is True and "accepted" not in first
    for query, n in (("tag=damp", 1), ("tag=law", 0), ("unanswered=true", 0)):
        found = (await program.get(f"/api/v1/forum/threads?board=questions&{query}")).json()
        assert len(found["items"]) == n, query
    assert (await program.get("/api/v1/forum/threads?tag=none")).status == 404
    assert [tag["slug"] for tag in (await program.get("/api/v1/tags")).json()["items"]] == [*TAGS]
