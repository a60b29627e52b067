"""Notices: told once, to one person, in words made when they are read."""

import asyncio

import html5lib
import orjson
import pytest

from peerhub.core.bus import Subscription
from peerhub.core.errors import NotFound
from peerhub.core.events import PersonJoined, RoleGiven, TokenMade
from peerhub.core.hub import Hub
from peerhub.core.words import PSEUDO, language, set_language
from peerhub.notifications import access, service
from peerhub.notifications.models import Notice, NoticeKind
from peerhub.notifications.rules import say
from peerhub.people.models import Person
from tests.support.clock import SettableClock
from tests.support.factories import make_person, make_token
from tests.support.visitor import Visitors


async def tell(hub: Hub, person: Person, key: str = "k", **words: str) -> None:
    said = {"name": "Cleo", "title": "Leave", **words}
    async with hub.transaction() as tx:
        await service.notify(
            tx,
            person.person_id,
            NoticeKind.REPLY_TO_THREAD,
            key=key,
            path="/forum/t/x/leave#p-2",
            **said,
        )


async def listen_for(hub: Hub, heard: Subscription, person: Person) -> None:
    """Listen, and wait until it is so: Redis says yes to a subscription a moment later."""
    topic = f"person:{person.person_id}"
    await heard.add(topic)
    while not heard.take_all():
        await hub.bus.publish(topic, b"begin")
        await asyncio.sleep(0)


async def all_of(hub: Hub, heard: Subscription, person: Person) -> list[bytes]:
    """What this person was sent so far: all that comes before a mark of our own."""
    await hub.bus.publish(f"person:{person.person_id}", b"end")
    frames: list[bytes] = []
    async for _topic, frame in heard:
        if frame == b"end":
            return frames
        if frame != b"begin":
            frames.append(frame)
    raise AssertionError("the bus ended")


async def notices(hub: Hub, person: Person) -> list[Notice]:
    async with hub.reading() as db:
        return await access.notices_for_person(db, person, limit=100)


async def test_a_repeated_duty_tells_once_and_says_nothing_twice(
    hub: Hub, amina: Person, bo: Person
) -> None:
    async with hub.bus.subscribe() as heard:
        await listen_for(hub, heard, amina)
        await tell(hub, amina)
        await tell(hub, amina)
        await tell(hub, bo)
        frames = [orjson.loads(frame) for frame in await all_of(hub, heard, amina)]
    assert len(await notices(hub, amina)) == len(await notices(hub, bo)) == 1
    assert len(frames) == 1
    (notice,) = await notices(hub, amina)
    assert frames[0] == {
        "type": "notice",
        "notice": {
            "id": notice.notice_id,
            "text": "Cleo replied in your thread “Leave”.",
            "path": "/forum/t/x/leave#p-2",
            "at": "2026-11-22T18:00:00.000Z",
        },
        "unread": 1,
    }


async def test_what_did_not_happen_is_told_to_nobody(hub: Hub, amina: Person) -> None:
    async with hub.bus.subscribe() as heard:
        await listen_for(hub, heard, amina)
        with pytest.raises(RuntimeError):
            async with hub.transaction() as tx:
                await service.notify(
                    tx, amina.person_id, NoticeKind.JOINER_WAITS, key="k", path="/", name="X"
                )
                raise RuntimeError
        assert await all_of(hub, heard, amina) == []
    assert await notices(hub, amina) == []


async def test_the_page_shows_counts_and_marks_without_script(
    hub: Hub, visitor: Visitors, amina: Person, clock: SettableClock
) -> None:
    for n in range(3):
        await tell(hub, amina, f"k-{n}", title=f"Thread {n}")
        clock.move(minutes=1)
    browser = await visitor.of(amina)
    page = await browser.get("/notifications")
    html5lib.HTMLParser(strict=True).parse(page.text)
    assert "3 are new." in page.words
    assert "Notices: 3 unread" in page.text
    assert page.words.index("Thread 2") < page.words.index("Thread 0")
    page = await browser.submit("", holding="Thread 1")
    assert "2 are new." in page.words
    page = await browser.submit("/notifications/read")
    assert "You have read them all." in page.words
    assert "unread</notices-count>" not in page.text
    assert "Thread 1" in page.words


async def test_an_empty_page_says_what_it_is_for(visitor: Visitors, amina: Person) -> None:
    page = await (await visitor.of(amina)).get("/notifications")
    html5lib.HTMLParser(strict=True).parse(page.text)
    assert "Nothing for you yet." in page.words


async def test_home_shows_the_newest_that_are_unread(
    hub: Hub, visitor: Visitors, amina: Person, clock: SettableClock
) -> None:
    for n in range(7):
        await tell(hub, amina, f"k-{n}", title=f"Thread {n}")
        clock.move(minutes=1)
    page = await (await visitor.of(amina)).get("/")
    html5lib.HTMLParser(strict=True).parse(page.text)
    assert "Thread 6" in page.words and "Thread 2" in page.words
    assert "Thread 1" not in page.words


async def test_nobody_reads_or_marks_anothers_notices(
    hub: Hub, visitor: Visitors, amina: Person, bo: Person
) -> None:
    await tell(hub, amina)
    (notice,) = await notices(hub, amina)
    browser = await visitor.of(bo)
    assert "Leave" not in (await browser.get("/notifications")).words
    assert (await browser.post(f"/notifications/{notice.notice_id}/read")).status == 404
    assert (await browser.get(f"/notifications?before={notice.notice_id}")).status == 404
    await browser.post("/notifications/read")
    async with hub.reading() as db:
        assert await access.unread_for_person(db, amina) == 1
        with pytest.raises(NotFound):
            await access.notices_for_person(db, bo, before=notice.notice_id, limit=1)
    stranger = await visitor().get("/notifications", follow=False)
    assert stranger.headers["location"].startswith("/sign-in")


async def test_older_pages_hold_every_notice_once(
    hub: Hub, visitor: Visitors, amina: Person
) -> None:
    """Also where many were told in the same moment."""
    for n in range(35):
        await tell(hub, amina, f"k-{n}", title=f"Thread-{n}.")
    browser = await visitor.of(amina)
    first = await browser.get("/notifications")
    older = next(link for link in first.links() if "before=" in link)
    second = await browser.get(older)
    said = first.text + second.text
    links = [x for p in (first, second) for x in p.links() if x.endswith("#p-2")]
    assert len(links) == 35
    assert all(f"Thread-{n}." in said for n in range(35))


async def test_the_api_lists_ones_own(hub: Hub, visitor: Visitors, amina: Person) -> None:
    for n in range(3):
        await tell(hub, amina, f"k-{n}", title=f"Thread {n}")
    api = visitor(headers={"Authorization": f"Bearer {await make_token(hub, amina, 'read')}"})
    page = (await api.get("/api/v1/notifications?limit=2")).json()
    rest = (await api.get(f"/api/v1/notifications?limit=2&cursor={page['next']}")).json()
    items = page["items"] + rest["items"]
    assert len(page["items"]) == 2 and "next" not in rest
    assert {i["text"] for i in items} == {
        f"Cleo replied in your thread “Thread {n}”." for n in range(3)
    }
    assert set(items[0]) == {"id", "kind", "text", "path", "at", "read"}
    assert items[0]["read"] is False
    writer = visitor(headers={"Authorization": f"Bearer {await make_token(hub, amina, 'write')}"})
    assert (await writer.get("/api/v1/notifications")).status == 403
    assert (await visitor().get("/api/v1/notifications")).status == 401


@pytest.mark.parametrize("kind", NoticeKind)
def test_every_kind_has_a_sentence_in_the_readers_language(
    kind: NoticeKind, clock: SettableClock
) -> None:
    words = dict.fromkeys(
        ("name", "title", "place", "reason", "reference", "role", "scope", "scopes"), "100%"
    )
    for more in ({}, {"outcome": "remove", "case": "report"}, {"outcome": "withdrawn"}):
        notice = Notice("n", "p", kind, {**words, **more}, "/", clock.now())
        assert "%(" not in say(notice).text and "  " not in say(notice).text
        before = language()
        set_language(PSEUDO)
        try:
            assert say(notice).words.startswith("⟦") and say(notice).words.endswith("⟧")
        finally:
            set_language(before)
    assert say(Notice("n", "p", kind, {}, "/", clock.now())).words


async def test_reviewers_and_leads_hear_of_every_role_that_is_given(
    hub: Hub, amina: Person, dana: Person, fay: Person
) -> None:
    rita = await make_person(hub, "Rita", roles=("reviewer@sector:noise",))
    event = RoleGiven(amina.person_id, "moderator", "space:kitchen", "")
    for _again in range(2):
        async with hub.transaction() as tx:
            tx.record(event)
        await hub.outbox.deliver_all()
    for person in (dana, rita):
        (notice,) = await notices(hub, person)
        assert say(notice).words == "Amina was given a role: moderator, for space:kitchen."
    assert await notices(hub, fay) == []


async def test_the_owner_hears_of_a_token_made_for_them(hub: Hub, amina: Person) -> None:
    async with hub.transaction() as tx:
        tx.record(TokenMade(amina.person_id, "t-1", "read write", ""))
    await hub.outbox.deliver_all()
    (notice,) = await notices(hub, amina)
    assert "It may: read, write." in say(notice).words


@pytest.mark.parametrize("waiting", [True, False])
async def test_administrators_hear_of_those_who_wait_and_of_nobody_else(
    hub: Hub, amina: Person, fay: Person, waiting: bool
) -> None:
    async with hub.transaction() as tx:
        tx.record(PersonJoined(amina.person_id, waiting))
    await hub.outbox.deliver_all()
    said = [say(notice).words for notice in await notices(hub, fay)]
    assert said == (["Amina asks to join."] if waiting else [])


async def test_whoever_leaves_takes_their_notices_along(
    hub: Hub, amina: Person, bo: Person
) -> None:
    await tell(hub, amina)
    await tell(hub, bo)
    held = hub.personal["notifications"]
    async with hub.reading() as db:
        exported = await held.export_person(db, hub.keys, amina.person_id)
    assert [n["text"] for n in exported["notices"]] == ["Cleo replied in your thread “Leave”."]
    async with hub.transaction() as tx:
        await held.erase_person(tx, amina.person_id)
    assert await notices(hub, amina) == []
    assert len(await notices(hub, bo)) == 1
