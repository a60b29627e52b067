"""Posts without a name: nobody is joined to them, and their author keeps them in hand."""

import logging
import re

import pytest
import structlog
from sqlalchemy import select

from peerhub.core.hub import Hub
from peerhub.core.keys import Keys
from peerhub.forum.pseudonyms import mark_of, sealed_place
from peerhub.forum.tables import board_pseudonyms
from peerhub.moderation.models import CaseState
from peerhub.moderation.tables import cases
from peerhub.people.models import Person
from peerhub.tags.service import add_tag
from tests.forum.nameless import ADDRESS, HANDLE, NAME, answer, ask, decide, post_of, rows
from tests.forum.places import Place, make_place
from tests.support.factories import make_person, make_token
from tests.support.visitor import Visitor, Visitors


async def test_nothing_anywhere_joins_the_words_to_the_person(
    hub: Hub,
    visitor: Visitors,
    place: Place,
    writer: Person,
    bo: Person,
    cleo: Person,
    fay: Person,
    caplog: pytest.LogCaptureFixture,
) -> None:
    """Writing, answering, editing, accepting, polling, reporting, holding, deciding, exporting: all
    of it is looked through.

    What may bear the person is what bore them before: their account and their own session.
    """
    hers, other, moderator = (
        await visitor.of(writer),
        await visitor.of(bo),
        await visitor.of(cleo),
    )
    token = await make_token(hub, writer, "read", "write")
    program = visitor(headers={"Authorization": f"Bearer {token}"})
    before = await rows(hub)
    caplog.set_level(logging.INFO)
    with structlog.testing.capture_logs() as logs:
        thread = await _everything(hub, place, hers, other, moderator, program)
        await hub.outbox.deliver_all()
    after = await rows(hub)
    _nothing_in_the_rows(before, after, writer)
    everything_logged = repr(logs) + caplog.text
    for trace in (writer.person_id, NAME, HANDLE, ADDRESS):
        assert trace not in everything_logged, trace
    await _nothing_on_pages(place, thread, [other, moderator, await visitor.of(fay), visitor()])
    export = await hers.get("/me/data/export")
    assert "I ask" not in export.text and thread.split("/")[3] not in export.text
    assert "Zuleika" in (await hers.get("/people/bo")).text, "the eyes of this test see names"


async def _everything(
    hub: Hub, place: Place, hers: Visitor, other: Visitor, moderator: Visitor, program: Visitor
) -> str:
    """All that can happen to words without a name; where they stand."""
    thread = (await ask(hers, place, question="yes", note_words="a street")).path
    thread_id, first = thread.split("/")[3], await post_of(hub, "I ask.")
    await other.post(f"/forum/t/{thread_id}/replies", {"id": "b-1", "body": "Like this."})
    await answer(hers, thread_id, "Thank you.", await post_of(hub, "Like this."), "a thank-you")
    await _lead(hub, hers, other, thread)
    await hers.get(f"/forum/posts/{first}/edit")
    await hers.submit(body="I ask you.")
    said = {"id": "p-1", "body": "By program.", "anonymous": True}
    api = f"/api/v1/forum/threads/{thread_id}/posts"
    assert (await program.ask("POST", api, json=said)).status == 201
    report = {"kind": "post", "id": first, "client_id": "r-1", "reason": "rules"}
    await other.post("/report", report)
    await decide(moderator, "leave")
    await place.set(anonymous_held=True)
    await answer(hers, thread_id, "One more.")
    await decide(moderator, "release")
    await answer(hers, thread_id, "Too much.")
    await decide(moderator, "remove", "Too private.")
    await hers.post(f"/forum/posts/{await post_of(hub, 'Thank you.')}/withdraw", {})
    return thread


async def _lead(hub: Hub, hers: Visitor, other: Visitor, thread: str) -> None:
    """What who began a thread may do with it, as who began it under their name."""
    base, said = thread.rpartition("/")[0], await post_of(hub, "Like this.")
    for act in ("accept", "unaccept", "accept"):
        assert (await hers.post(f"/forum/posts/{said}/answer", {"action": act})).status == 200
    async with hub.transaction() as tx:
        await add_tag(tx, slug="damp", title="Damp")
    about = f"/forum/threads/{thread.split('/')[3]}/about"
    await hers.get(about)
    await hers.submit(tags=["damp"])
    for end in ("end", "close"):
        await hers.get(f"{base}/poll/new")
        await hers.submit(question="Which?", choices="This\nThat")
        page = await other.get(thread)
        chosen = re.findall(r'name="choices" value="(\w+)"', page.text)[0]
        await other.submit(f"{base}/poll/answer", button=("action", "answer"), choices=chosen)
        await hers.post(f"{base}/poll/{end}", {})
    await hers.get(f"{base}/poll/outcome")
    await hers.submit(outcome="It was this.")
    page = await other.get(thread)
    for words in ("It was this.", "1 person", "Accepted answer", "Damp", "Content note: a street"):
        assert words in page.words, words


def _nothing_in_the_rows(
    before: dict[str, list[str]], after: dict[str, list[str]], writer: Person
) -> None:
    """No new or changed row bears the person, but that they read as far as what Bo wrote (2)."""
    joined = [
        (table, row)
        for table, found in after.items()
        for row in set(found) - set(before[table])
        if any(trace in row for trace in (writer.person_id, NAME, HANDLE, ADDRESS))
    ]
    assert {table for table, _row in joined} == {"thread_reads"}, joined
    assert [row for _table, row in joined if ", 2, " not in row] == [], "over their own words"
    assert len(after["posts"]) == 6 and len(after["cases"]) == 3
    assert len(after["board_pseudonyms"]) == 1


async def _nothing_on_pages(place: Place, thread: str, readers: list[Visitor]) -> None:
    await place.set(public=True)
    thread_id = thread.split("/")[3]
    api = "/api/v1/forum/threads"
    paths = (thread, place.path, "/forum", "/", f"{place.path}/about", "/notifications",
             "/moderation", f"{place.path}/names", f"/forum/t/{thread_id}/reply/unnamed", api,
             f"{api}/{thread_id}", f"{api}/{thread_id}/posts", "/api/v1/moderation/queue")  # fmt: skip
    for reader in readers:
        for path in paths:
            page = await reader.get(path)
            for trace in ("Zuleika", HANDLE, ADDRESS):
                assert trace not in page.text, (path, trace)
            assert "you, without your name" not in page.text


async def test_a_dump_joins_nothing_and_the_seal_opens_in_its_own_row_only(
    hub: Hub, visitor: Visitors, place: Place, writer: Person
) -> None:
    """Another board, another name, another hash; without the records key both are noise."""
    second = await make_place(hub, slug="second", title="Second")
    await second.set(anonymous=True)
    hers = await visitor.of(writer)
    await ask(hers, place)
    await ask(hers, second)
    async with hub.reading() as db:
        one, two = (await db.execute(select(board_pseudonyms))).all()
    for column in ("pseudonym_id", "mark", "person"):
        assert getattr(one, column) != getattr(two, column)
    others = Keys(secret=hub.keys.secret, records=b"\0" * 32)
    marks = {mark_of(others, p.board.board_id, writer.person_id) for p in (place, second)}
    assert not marks & {one.mark, two.mark}
    assert hub.keys.unseal(one.person, about=sealed_place(one.pseudonym_id)) == writer.person_id
    with pytest.raises(ValueError, match="does not open"):
        hub.keys.unseal(one.person, about=sealed_place(two.pseudonym_id))
    assert writer.person_id.encode() not in one.person + two.person


async def test_only_its_author_knows_and_changes_it(
    hub: Hub, visitor: Visitors, place: Place, writer: Person, bo: Person, cleo: Person
) -> None:
    hers = await visitor.of(writer)
    page = await ask(hers, place)
    assert "you, without your name" in page.words
    post_id, thread = await post_of(hub, "I ask."), page.path
    again = await visitor.of(writer)
    assert "you, without your name" in (await again.get(thread)).words, "on every device"
    for person in (bo, cleo, place.mimi):
        reader = await visitor.of(person)
        page = await reader.get(thread)
        assert "Zuleika" not in page.text and "Change this post" not in page.words
        assert "without a name" in page.words and "you, without" not in page.words
        edit = f"/forum/posts/{post_id}/edit"
        assert (await reader.get(edit)).status == 404
        assert (await reader.post(edit, {"body": "Mine"})).status == 404
        assert (await reader.post(f"/forum/posts/{post_id}/withdraw", {})).status == 404
    await hers.post(f"/forum/posts/{post_id}/withdraw", {})
    assert "took this post back" in (await hers.get(thread)).words


async def test_what_waits_and_what_was_decided_its_author_reads_in_its_place(
    hub: Hub, visitor: Visitors, place: Place, writer: Person, bo: Person, cleo: Person
) -> None:
    """No notice: one would stand in a row with their name."""
    await place.set(anonymous_held=True)
    hers, other, moderator = (
        await visitor.of(writer),
        await visitor.of(bo),
        await visitor.of(cleo),
    )
    page = await ask(hers, place, title="My question")
    thread = page.path
    assert "Waiting for a moderator" in page.words
    assert "My question" in (await hers.get(place.path)).words
    assert (await other.get(thread)).status == 404
    assert "My question" not in (await other.get(place.path)).words
    await decide(moderator, "remove", "It names a street.")
    page = await hers.get(thread)
    assert "This post was removed. Reason: It names a street." in page.words
    assert (await other.get(thread)).status == 404
    await hub.outbox.deliver_all()
    assert "Nothing for you yet" in (await hers.get("/notifications")).words


async def test_nobody_decides_about_what_they_wrote_without_a_name(
    hub: Hub, visitor: Visitors, place: Place, cleo: Person
) -> None:
    """The case names nobody, yet a moderator's own is not theirs to see, decide or let rest."""
    await place.set(anonymous_held=True)
    hers = await visitor.of(cleo)
    await ask(hers, place)
    async with hub.reading() as db:
        case = (await db.execute(select(cases))).one()
    assert (case.author_id, case.state) == ("", CaseState.OPEN)
    assert case.case_id not in (await hers.get("/moderation")).text
    assert case.case_id not in (await hers.get("/api/v1/moderation/queue")).text
    page = await hers.get(f"/moderation/cases/{case.case_id}")
    assert "Another moderator decides it" in page.words
    fields = {"outcome": "release", "reason": "", "seen": "x"}
    await hers.post(f"/moderation/cases/{case.case_id}/decision", fields)
    async with hub.reading() as db:
        assert (await db.execute(select(cases.c.state))).scalar_one() == CaseState.OPEN
        own = await db.scalar(select(board_pseudonyms.c.pseudonym_id))
    page = await hers.post(f"{place.path}/names/{own}", {"rest_days": "0"})
    assert "Another moderator decides about it" in page.words
    second = await visitor.of(await make_person(hub, "Mona", roles=("moderator",)))
    await decide(second, "release")
