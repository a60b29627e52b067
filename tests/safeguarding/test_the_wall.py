"""Attacks on the wall, by who holds the database, its keys, its backups and its settings."""

import sqlite3
from pathlib import Path

import pytest
from sqlalchemy import delete, select

from peerhub.core.events import RoleTaken
from peerhub.core.hub import Hub
from peerhub.moderation.safeguarding.tables import (
    concern_entries,
    concern_keys,
    concern_letters,
    lead_keys,
    lead_unlockings,
)
from peerhub.people.models import Person, Role
from peerhub.people.service.roles import give_role, take_role
from tests.safeguarding.conftest import KEYS, QUEUE, Circle
from tests.support.factories import make_person

WORDS = "Marker-words: he locks her in at night."
MARKERS = ("Marker", "locks her", "number 9", "Her at", "We rang her", "copper meadow")


def everything_in(folder: Path) -> bytes:
    """Every byte in the data directory: the database file, its journal, keys, letters."""
    return b"".join(p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file())


async def a_whole_concern(circle: Circle, amina: Person, dana: Person, gita: Person) -> str:
    """Raised, read, answered, with a look and a record; the concern's address."""
    lead, _other = await circle.found(dana, gita)
    kept = await circle.raises(amina, words=WORDS, who="Her at number 9")
    await circle.opens(lead)
    path = lead.page.path
    await lead.submit(holding="Your letter", letter="We rang her.")
    await lead.submit(holding="In words", words="Marker of a record", part="known")
    await circle.reads(kept)
    await circle.hub.outbox.deliver_all()
    return path


async def test_no_word_of_a_concern_stands_on_the_disk(
    circle: Circle, hub: Hub, amina: Person, dana: Person, gita: Person
) -> None:
    """Whoever holds disk, backup and settings: the hub's own keys lie there too, and open nothing."""
    await a_whole_concern(circle, amina, dana, gita)
    if hub.config.on_sqlite:
        held = everything_in(hub.config.data_dir)
    else:
        async with hub.reading() as db:
            tables = (concern_entries, concern_letters, concern_keys, lead_keys, lead_unlockings)
            rows = [row for t in tables for row in await db.execute(select(t))]
            held = b"".join(repr(row).encode() for row in rows)
    assert b"lead_keys" in held or not hub.config.on_sqlite, "it looked at the database at all"
    for marker in MARKERS:
        assert marker.encode() not in held, marker


async def test_the_hubs_own_keys_open_nothing_of_it(
    circle: Circle, hub: Hub, amina: Person, dana: Person, gita: Person
) -> None:
    await a_whole_concern(circle, amina, dana, gita)
    async with hub.reading() as db:
        sealed = list((await db.execute(select(concern_entries.c.sealed))).scalars())
        sealed += (await db.execute(select(lead_keys.c.closed))).scalars()
    for one in sealed:
        with pytest.raises(ValueError, match="does not open"):
            hub.keys.unseal(one, about="")


async def test_a_role_given_by_the_command_line_opens_nothing_and_is_told_to_leads(
    circle: Circle, hub: Hub, amina: Person, dana: Person, gita: Person
) -> None:
    path = await a_whole_concern(circle, amina, dana, gita)
    eve = await make_person(hub, "Eve")
    async with hub.transaction() as tx:
        await give_role(tx, person_id=eve.person_id, role=Role("safeguarding"), by=None)
    visitor = await circle.makes_key(eve)
    page = await visitor.get(QUEUE)
    assert "Your key waits for somebody in the circle to approve it." in page.words
    assert (await visitor.get(path)).status == 404
    await hub.outbox.deliver_all()
    notices = (await (await circle.visitors.of(dana)).get("/notifications")).words
    assert "Eve is now safeguarding" in notices or "Eve" in notices
    await circle.raises(words="Another concern")
    assert (await visitor.get(path)).status == 404
    assert "Nothing waits" not in (await visitor.get(QUEUE)).words


async def test_administrators_moderators_and_reviewers_find_no_door(
    circle: Circle, hub: Hub, amina: Person, dana: Person, gita: Person, fay: Person, cleo: Person
) -> None:
    path = await a_whole_concern(circle, amina, dana, gita)
    for person in (amina, fay, cleo):
        visitor = await circle.visitors.of(person)
        for door in (QUEUE, KEYS, path, f"{path}/file", "/safeguarding/rota"):
            page = await visitor.get(door)
            assert page.status == 403 and "Marker" not in page.text


async def test_a_new_password_and_another_browser_open_no_key(
    circle: Circle, hub: Hub, amina: Person, dana: Person, gita: Person
) -> None:
    """Whoever takes over the account, or its session in another browser, still lacks the passphrase."""
    path = await a_whole_concern(circle, amina, dana, gita)
    thief = await circle.visitors.of(dana)
    page = await thief.get(path)
    assert page.status == 200 and "Unlock your key to read it" in page.words
    assert "Marker" not in page.text and "Amina" not in page.words
    page = await thief.submit("/safeguarding/unlock", passphrase="her account password")
    assert page.status == 422 and "This is not the passphrase of your key." in page.words
    assert "her account password" not in page.text


async def test_neither_cookie_nor_row_opens_anything_alone(
    circle: Circle, hub: Hub, amina: Person, dana: Person, gita: Person
) -> None:
    path = await a_whole_concern(circle, amina, dana, gita)
    lead = await circle.unlocks(dana)
    assert WORDS in (await lead.get(path)).words
    cookie = lead.client.cookies.get("peerhub-lead") or ""
    thief = await circle.visitors.of(dana)  # the same account, another session
    thief.client.cookies.set("peerhub-lead", cookie, domain="127.0.0.1", path="/safeguarding")
    assert "Unlock your key" in (await thief.get(path)).words
    async with hub.transaction() as tx:
        await tx.db.execute(delete(lead_unlockings))
    assert "Unlock your key" in (await lead.get(path)).words


async def test_whoever_signs_out_takes_the_open_key_along(
    circle: Circle, hub: Hub, dana: Person, gita: Person
) -> None:
    lead, _other = await circle.found(dana, gita)
    await lead.get(QUEUE)
    await lead.post("/sign-out-everywhere")
    await hub.outbox.deliver_all()
    async with hub.reading() as db:
        open_keys = (await db.execute(select(lead_unlockings.c.key_id))).scalars().all()
    assert len(open_keys) == 1, "Gita's alone"


async def test_an_open_key_rests_after_half_an_hour(
    circle: Circle, amina: Person, dana: Person, gita: Person
) -> None:
    path = await a_whole_concern(circle, amina, dana, gita)
    lead = await circle.unlocks(dana)
    circle.clock.move(minutes=29)
    assert WORDS in (await lead.get(path)).words
    circle.clock.move(minutes=29)
    assert WORDS in (await lead.get(path)).words, "it was used meanwhile"
    circle.clock.move(minutes=31)
    assert "Unlock your key" in (await lead.get(path)).words


async def test_whoever_leaves_the_circle_reads_nothing_later(
    circle: Circle, hub: Hub, amina: Person, dana: Person, gita: Person
) -> None:
    path = await a_whole_concern(circle, amina, dana, gita)
    lead = await circle.unlocks(gita)
    assert WORDS in (await lead.get(path)).words
    async with hub.transaction() as tx:
        await take_role(tx, person_id=gita.person_id, role=Role("safeguarding"), by=None)
        tx.record(RoleTaken(gita.person_id, "safeguarding", "hub", ""))
    await hub.outbox.deliver_all()
    async with hub.transaction() as tx:
        await give_role(tx, person_id=gita.person_id, role=Role("safeguarding"), by=None)
    assert (await lead.get(path)).status == 404
    await lead.get(QUEUE)
    assert "You have the role, but no key yet." in lead.page.words


async def test_the_last_leads_key_stays_or_nobody_could_let_others_in(
    circle: Circle, dana: Person, gita: Person
) -> None:
    lead, _other = await circle.found(dana, gita)
    for name, status in (("Gita", 200), ("Dana", 422)):
        page = await lead.get(KEYS)
        (end,) = (f for f in page.forms() if f"End it {name}" in "".join(f.itertext()))
        assert (await lead.submit(end.get("action") or "")).status == status, name
    assert "This is the only lead’s key." in lead.page.words


async def test_a_lead_whom_it_is_about_or_who_is_named_never_opens_it(
    circle: Circle, hub: Hub, dana: Person, gita: Person
) -> None:
    lead, other = await circle.found(dana, gita)
    await circle.raises(words=WORDS, exclude=gita.person_id)
    assert "Nothing waits." in (await other.get(QUEUE)).words
    await circle.opens(lead)
    assert (await other.get(lead.page.path)).status == 404


@pytest.mark.parametrize("store", ["sqlite"], indirect=True)  # elsewhere a backup is its rows
async def test_a_backup_tells_no_more_than_the_disk(
    circle: Circle, hub: Hub, amina: Person, dana: Person, gita: Person, tmp_path: Path
) -> None:
    await a_whole_concern(circle, amina, dana, gita)
    source = sqlite3.connect(hub.config.data_dir / "peerhub.sqlite3")
    target = sqlite3.connect(tmp_path / "backup.sqlite3")
    with target:
        source.backup(target)
    source.close()
    target.close()
    held = (tmp_path / "backup.sqlite3").read_bytes()
    for marker in MARKERS:
        assert marker.encode() not in held, marker
