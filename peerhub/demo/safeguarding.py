"""The demo's two safeguarding leads with their keys, and one concern that somebody raised."""

from __future__ import annotations

from peerhub.core.hub import Hub
from peerhub.core.keys import new_id
from peerhub.core.transaction import Transaction
from peerhub.demo.people import new_password, read_file, write_file
from peerhub.moderation.safeguarding.models import Flag, Part, Urgency
from peerhub.moderation.safeguarding.service.join_circle import (
    approve,
    closed_key,
    holder_with,
    offer_key,
)
from peerhub.moderation.safeguarding.service.raise_flag import (
    About,
    Receipt,
    raise_flag,
    receipt_of,
)
from peerhub.people.access import people_by_id
from peerhub.people.models import Person

FILE = "demo-passphrases.txt"
LEADS = ("dana", "gita")
WORDS = (
    "Somebody at the drop-in told me that her landlord comes in at night with his own key, and that "
    "she sleeps in her coat behind the door. She does not know that I am telling you."
)


async def make_passphrases(hub: Hub) -> dict[str, str]:
    """By first name; kept in a file for whoever installed the demo, and nowhere else."""
    words = {name: f"{new_password()} {new_password()}" for name in LEADS}
    write_file(hub.config.data_dir / FILE, words)
    return words


def known_passphrases(hub: Hub) -> dict[str, str]:
    """What stands in the file; nothing where it is gone: no key can be opened without."""
    return read_file(hub.config.data_dir / FILE)


async def make_receipt() -> Receipt:
    """For the demo's own concern; slow, so outside of any transaction."""
    return await receipt_of(new_id() + new_id())


async def seed_circle(
    tx: Transaction, people: dict[str, Person], passphrases: dict[str, str], receipt: Receipt
) -> None:
    """Both leads make keys, each approves the other's, and then somebody raises a concern."""
    fresh = await people_by_id(tx.db, [people[name].person_id for name in LEADS])
    leads = {name: fresh[people[name].person_id] for name in LEADS}  # with the roles given since
    offers = {}
    for name in LEADS:
        key, ring = await closed_key(people[name].person_id, Part.LEAD, passphrases[name])
        await offer_key(tx, leads[name], key)
        offers[name] = (key, ring)
    for name, other in (LEADS, LEADS[::-1]):
        key, ring = offers[name]
        holder = await holder_with(tx, leads[name], key, ring)
        await approve(tx, holder, offers[other][0].key_id)
    flag = Flag(
        urgency=Urgency.WEEK,
        words=WORDS,
        kinds=("domestic", "psychological"),
        subject="outsider",
        standing="hearsay",
        answer_how="Here, with my code. I look in every evening.",
    )
    about = About(flagger_id=people["amina"].person_id)
    await raise_flag(tx, flag, receipt, about)
