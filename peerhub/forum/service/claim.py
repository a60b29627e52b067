"""Claim the letters that one wrote to a mailing list, long before there was this hub; or give them back.

Only who has an address can ask what came from it, and only in boards that they may read. Nobody is
told, nothing is claimed by itself, and nobody is led to claim anything.
"""

from __future__ import annotations

import binascii
from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncConnection

from peerhub.core.clock import to_iso
from peerhub.core.errors import NotFound
from peerhub.core.events import LettersLinkAsked
from peerhub.core.hub import Hub
from peerhub.core.keys import Keys
from peerhub.core.transaction import Transaction
from peerhub.forum import access
from peerhub.forum.searchable import KIND, index_again, index_thread_again
from peerhub.forum.store import letters
from peerhub.people.access import address_for_mail
from peerhub.people.models import MAILS, Person
from peerhub.people.rules import check_email
from peerhub.uploads.service import hand_over

AT_ONCE = 100  # letters in one transaction: others write meanwhile
CLAIM_RATE = "20/hour"
LINK_LASTS = timedelta(days=1)
SEALED_FOR = "letters:link"


@dataclass(frozen=True, slots=True)
class OldLetters:
    """How many letters of one person nobody claimed yet, and how many they claimed."""

    address: str
    unclaimed: int
    claimed: int


def letter_mark(keys: Keys, address: str) -> str:
    """What an address is for whoever holds the records key, and for nobody else."""
    return keys.mark("letter", address.strip().lower())


async def ask_link(hub: Hub, person: Person, email: str) -> None:
    """A letter to another address that may be theirs. Refused where it is none, TooFast after five."""
    address = check_email(email)
    await hub.limits.hit("letters", person.person_id, CLAIM_RATE)
    await hub.limits.hit("mail", address, MAILS)
    async with hub.transaction() as tx:
        tx.record(LettersLinkAsked(person.person_id, address))


def link_secret(keys: Keys, person_id: str, address: str, now: datetime) -> str:
    """Who has it read a letter to this address; it serves this person alone, for a day."""
    said = "\n".join((person_id, address, to_iso(now + LINK_LASTS)))
    return urlsafe_b64encode(keys.seal(said, about=SEALED_FOR)).decode().rstrip("=")


def proven_address(keys: Keys, person: Person, secret: str, now: datetime) -> str:
    """The address that a link proves. NotFound for another person's, an old or an invented one."""
    try:
        sealed = urlsafe_b64decode(secret + "=" * (-len(secret) % 4))
        person_id, address, until = keys.unseal(sealed, about=SEALED_FOR).split("\n")
    except (binascii.Error, ValueError) as error:
        raise NotFound() from error
    if person_id != person.person_id or until < to_iso(now):
        raise NotFound()
    return address


async def old_letters(
    db: AsyncConnection, keys: Keys, person: Person, proven: str | None
) -> OldLetters:
    """Of an address of theirs, else of the one they sign in with; in boards they may read now."""
    address = proven or await address_for_mail(db, person.person_id) or ""
    board_ids = await _board_ids(db, person)
    return OldLetters(
        address,
        await letters.count_unclaimed(db, letter_mark(keys, address), board_ids),
        await letters.count_claimed(db, person.person_id),
    )


async def claim_letters(tx: Transaction, person: Person, proven: str | None = None) -> int:
    """They bear the person's name from now on, and are theirs like what they write here. How many;
    call it again until there are none.
    """
    address = proven or await address_for_mail(tx.db, person.person_id) or ""
    mark, board_ids = letter_mark(tx.keys, address), await _board_ids(tx.db, person)
    found = await letters.list_unclaimed(tx.db, mark, board_ids, AT_ONCE)
    begun = sorted({thread_id for _post, thread_id, number in found if number == 1})
    await letters.set_beginner(tx.db, begun, person.person_id)
    await _pass_on(tx, [post_id for post_id, _thread, _number in found], None, person.person_id)
    for thread_id in begun:  # who began a thread is known with each of its posts
        await index_thread_again(tx, thread_id)
    return len(found)


async def give_back_letters(tx: Transaction, person: Person, _proven: str | None = None) -> int:
    """All that they claimed, from whatever address, also where they may not read any more: as it
    was. How many; call it again until there are none.
    """
    begun = await letters.list_begun(tx.db, person.person_id)
    await letters.clear_beginner(tx.db, person.person_id)
    found = await letters.list_claimed(tx.db, person.person_id, AT_ONCE)
    await _pass_on(tx, found, person.person_id, None)
    for thread_id in begun:
        await index_thread_again(tx, thread_id)
    return len(found)


async def _pass_on(
    tx: Transaction, post_ids: list[str], before: str | None, after: str | None
) -> None:
    await letters.set_author(tx.db, post_ids, before, after)
    await hand_over(tx, KIND, post_ids, before, after)
    await index_again(tx, *post_ids)


async def _board_ids(db: AsyncConnection, person: Person) -> list[str]:
    return [b.board_id for b in await access.boards_for_reader(db, person, archived=True)]
