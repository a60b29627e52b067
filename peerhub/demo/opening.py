"""Make the demo in an empty database, and say at every start how to sign in to it."""

from __future__ import annotations

from peerhub.community.access import community_for_anyone
from peerhub.compliance.access import edition_in_force
from peerhub.core.errors import StartError
from peerhub.core.facts import find_fact, set_fact
from peerhub.core.hub import Hub
from peerhub.demo.community import seed_community
from peerhub.demo.directory import seed_directory
from peerhub.demo.documents import seed_documents
from peerhub.demo.forum import seed_forum
from peerhub.demo.mailings import seed_lists
from peerhub.demo.meetups import seed_meetups
from peerhub.demo.moderation import seed_moderation
from peerhub.demo.people import (
    CAST,
    FILE,
    hash_passwords,
    known_passwords,
    new_password,
    seed_people,
    write_file,
)
from peerhub.demo.records import seed_records
from peerhub.demo.rooms import seed_rooms
from peerhub.demo.safeguarding import (
    known_passphrases,
    make_passphrases,
    make_receipt,
    seed_circle,
)
from peerhub.people.access import count_people

FACT = "demo"  # stands in the database for good: a demo stays a demo


async def is_demo(hub: Hub) -> bool:
    async with hub.reading() as db:
        return await find_fact(db, FACT) is not None


async def make_demo(hub: Hub) -> None:
    """The whole invented community, or nothing; StartError where real people are in the database."""
    async with hub.reading() as db:
        named = (await community_for_anyone(db)).set_up_at is not None
        if named or await count_people(db):
            raise StartError(
                "There are people in this database already, so no demo is made in it. "
                "Start without --demo, or set PEERHUB_DATA_DIR to an empty directory."
            )
    words = {part.email: new_password() for part in CAST}
    write_file(hub.config.data_dir / FILE, words)
    hashes = await hash_passwords(words)
    passphrases, receipt = await make_passphrases(hub), await make_receipt()
    async with hub.transaction() as tx:
        await set_fact(tx.db, FACT, "1")
        await seed_community(tx)
        people = await seed_people(tx, hashes)
        await seed_documents(tx, people)
        await seed_records(tx, people["fay"], edition_in_force(hub.config))
        await seed_moderation(tx, people)
        await seed_rooms(tx, people)
        await seed_forum(tx, people)
        await seed_directory(tx)
        await seed_lists(tx)
        await seed_meetups(tx, people)
        await seed_circle(tx, people, passphrases, receipt)


async def demo_lines(hub: Hub) -> list[str]:
    """How to sign in as each of them; StartError where strangers could reach the demo."""
    if not hub.config.on_loopback:
        raise StartError(
            "This database is a demo, with people whose passwords stand on the screen: it is "
            "served on 127.0.0.1 only. Set PEERHUB_DATA_DIR to an empty directory for a real hub."
        )
    words = await known_passwords(hub)
    rows = [(part.name, part.shown, part.email, words[part.email]) for part in CAST]
    widths = [max(len(row[n]) for row in rows) for n in range(4)]
    shown = ["  " + "  ".join(text.ljust(w) for text, w in zip(row, widths, strict=True)).rstrip()
             for row in rows]  # fmt: skip
    keys = [f"  {name.title()}: {word}" for name, word in known_passphrases(hub).items()]
    if keys:
        keys = ["", "Passphrases of the safeguarding leads’ keys:", *keys]
    return ["", "This is a demo with invented people. Sign in as any of them:", *shown, *keys, ""]
