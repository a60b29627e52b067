"""Old letters belong to nobody, until who has their address claims them; and nobody else is told."""

import re
from pathlib import Path

import pytest
from sqlalchemy import select

from peerhub.core.hub import Hub
from peerhub.core.outbox import Outbox
from peerhub.forum.importers.archive import Report, bring_archive
from peerhub.forum.models import BoardKind, MemberState
from peerhub.forum.tables import posts, threads
from peerhub.people.models import Person
from peerhub.people.service.leave import leave
from peerhub.uploads.tables import uploads
from tests.forum.archive import archive, letter
from tests.forum.places import Place, make_place
from tests.forum.test_mbox_files import NOTES, with_files
from tests.support.clock import SettableClock
from tests.support.factories import make_person
from tests.support.letters import Letters
from tests.support.visitor import Visitor, Visitors

MINE = ["Wren Example <wren@example.org>", "W. E. <WREN@example.org>", "wren at example.org (W)"]
OTHERS = ["Wren Example <wren@elsewhere.example>", "'Wren' via Beans <beans@example.org>"]


def mails(senders: list[str], *, first: int = 1, word: str = "Beans") -> list[str]:
    return [
        letter(f"From: {sender}\nSubject: {word} {n}\nList-Id: <beans.example.org>", number=n)
        for n, sender in enumerate(senders, first)
    ]


async def bring(hub: Hub, place: Place, folder: Path, *letters: str) -> Report:
    path = archive(folder, *letters)
    return await bring_archive(
        hub, place.board, path, dry_run=False, progress=lambda _done, _all: None
    )


@pytest.fixture
async def wren(hub: Hub) -> Person:
    return await make_person(hub, "Wren Today", email="wren@example.org")


async def claim(visitor: Visitors, person: Person) -> Visitor:
    browser = await visitor.of(person)
    await browser.get("/me/letters")
    page = await browser.submit("/me/letters", holding="Claim these letters")
    assert page.status == 200
    return browser


async def authors(hub: Hub) -> list[tuple[str | None, str]]:
    async with hub.reading() as db:
        found = await db.execute(
            select(posts.c.author_id, posts.c.author_name)
            .where(posts.c.origin == "mail")
            .order_by(posts.c.at, posts.c.post_id)
        )
        return [(row[0], row[1]) for row in found]


async def test_one_address_is_one_author_and_stands_nowhere(
    hub: Hub, place: Place, tmp_path: Path, wren: Person
) -> None:
    report = await bring(hub, place, tmp_path, *mails(MINE + OTHERS))
    assert report.authors == 3
    async with hub.reading() as db:
        rows = [
            tuple(row) for row in await db.execute(select(posts).where(posts.c.origin == "mail"))
        ]
        marks = [row[0] for row in await db.execute(select(posts.c.imported_mark))]
    assert "wren@" not in str(rows).lower()
    assert len({mark for mark in marks if mark}) == 2
    assert [who for who, _name in await authors(hub)] == [None] * 5, "nobody is joined to a member"


async def test_who_has_the_address_claims_and_gives_back(
    hub: Hub, place: Place, tmp_path: Path, wren: Person, visitor: Visitors
) -> None:
    await bring(hub, place, tmp_path, *mails(MINE + OTHERS))
    before = await authors(hub)
    browser = await visitor.of(wren)
    page = await browser.get("/me/letters")
    assert "3 letters in boards that you can read were written from wren@example.org." in page.words
    await claim(visitor, wren)
    assert [who for who, _name in await authors(hub)] == [wren.person_id] * 3 + [None] * 2
    page = await browser.get("/me/letters")
    assert "You have claimed 3 letters." in page.words and "There is none from" in page.words
    board = await browser.get(place.path)
    assert "by Wren Today" in board.words
    assert "Wren Today" in (await browser.get("/search?q=from:wren-today")).words
    async with hub.reading() as db:
        began = list((await db.execute(select(threads.c.author_id))).scalars())
    assert began.count(wren.person_id) == 3
    await browser.get("/me/letters")
    await browser.submit("/me/letters", holding="Give them back")
    assert await authors(hub) == before
    assert "by Wren Today" not in (await browser.get(place.path)).words
    assert "Wren Example" in (await browser.get(place.path)).words


async def test_nobody_else_learns_whether_an_address_is_in_an_archive(
    hub: Hub, place: Place, tmp_path: Path, amina: Person, visitor: Visitors
) -> None:
    await bring(hub, place, tmp_path, *mails(MINE))
    browser = await visitor.of(amina)
    page = await browser.get("/me/letters")
    assert "There is none from amina@example.org" in page.words
    assert not [form for form in page.forms() if "Claim" in str(form)]
    await browser.post("/me/letters", {"action": "claim"})
    assert {who for who, _name in await authors(hub)} == {None}
    assert (await visitor().get("/me/letters", follow=False)).status == 303
    names = {name for _who, name in await authors(hub)}
    namesake = await make_person(hub, names.pop())
    assert "There is none" in (await (await visitor.of(namesake)).get("/me/letters")).words


async def test_a_board_that_is_closed_to_them_shows_in_no_count(
    hub: Hub, place: Place, tmp_path: Path, wren: Person, visitor: Visitors
) -> None:
    secret = await make_place(hub, BoardKind.CONFIDENTIAL)
    await bring(hub, place, tmp_path, *mails(MINE[:1]))
    await bring(hub, secret, tmp_path, *mails(MINE[1:], first=5))
    browser = await claim(visitor, wren)
    page = await browser.get("/me/letters")
    assert "You have claimed 1 letter." in page.words and "There is none" in page.words
    assert secret.board.title not in page.text
    await secret.put(wren, MemberState.MEMBER)
    page = await browser.get("/me/letters")
    assert "2 letters in boards that you can read" in page.words
    await claim(visitor, wren)
    assert [who for who, _name in await authors(hub)] == [wren.person_id] * 3
    await secret.put(wren, MemberState.REMOVED)
    await browser.get("/me/letters")
    await browser.submit("/me/letters", holding="Give them back")
    assert {who for who, _name in await authors(hub)} == {None}


async def test_a_claimed_letter_is_theirs_like_any_post(
    hub: Hub, place: Place, tmp_path: Path, wren: Person, visitor: Visitors, outbox: Outbox
) -> None:
    await bring(hub, place, tmp_path, with_files(NOTES), *mails(OTHERS, first=7))
    browser = await claim(visitor, wren)
    held = await browser.get("/me/data/export")
    assert "The plan is below." in held.text
    async with hub.transaction() as tx:
        assert list((await tx.db.execute(select(uploads.c.person_id))).scalars()) == [
            wren.person_id
        ]
        await leave(tx, wren, hub.personal)
    await outbox.deliver_all()
    (mine,) = [row for row in await authors(hub) if row[0]]
    assert mine == (wren.person_id, "")
    async with hub.reading() as db:
        left = (await db.execute(select(posts).where(posts.c.author_id == wren.person_id))).one()
        assert (left.imported_mark, left.files) == (None, [])
        assert not (await db.execute(select(uploads.c.upload_id))).all()
        assert "Wren Example" not in list(
            (
                await db.execute(
                    select(threads.c.author_name).where(threads.c.author_id == wren.person_id)
                )
            ).scalars()
        )
    again = await bring(hub, place, tmp_path, with_files(NOTES))
    assert again.brought == 0, "and no second import brings the name again"


async def test_many_letters_are_claimed_in_steps(
    hub: Hub, place: Place, tmp_path: Path, wren: Person, visitor: Visitors
) -> None:
    lots = [letter(f"Subject: Beans\nMessage-ID: <{n}@example.org>") for n in range(230)]
    await bring(hub, place, tmp_path, *lots)
    browser = await claim(visitor, wren)
    assert "You have claimed 230 letters." in (await browser.get("/me/letters")).words


async def test_another_address_is_proven_by_a_letter_to_it(
    hub: Hub,
    place: Place,
    tmp_path: Path,
    wren: Person,
    amina: Person,
    visitor: Visitors,
    mail: Letters,
    clock: SettableClock,
) -> None:
    await bring(hub, place, tmp_path, *mails(OTHERS))
    browser = await visitor.of(wren)
    await browser.get("/me/letters")
    page = await browser.submit("/me/letters/address", email="wren@elsewhere.example")
    assert "Sent." in page.words
    (letter_,) = await mail.to("wren@elsewhere.example")
    assert "letters" not in letter_.subject and "Wren" not in letter_.text
    (path,) = re.findall(r"/me/letters/\S+", letter_.text)
    other = await visitor.of(amina)
    assert (await other.get(path)).status == 404, "it serves whoever asked, and nobody else"
    assert (await other.post(path, {"action": "claim"})).status == 404
    assert (await browser.get(path[:-3] + "AAA")).status == 404
    page = await browser.get(path)
    assert "1 letter in boards that you can read was written from wren@elsewhere" in page.words
    await browser.submit(path, holding="Claim these letters")
    assert sorted(who or "" for who, _name in await authors(hub)) == ["", wren.person_id]
    clock.move(days=2)
    assert (await (await visitor.of(wren)).get(path)).status == 404


async def test_what_is_no_address_is_refused(wren: Person, visitor: Visitors) -> None:
    browser = await visitor.of(wren)
    await browser.get("/me/letters")
    page = await browser.submit("/me/letters/address", email="wren")
    assert page.status == 422 and "Write a whole email address" in page.words
