"""The only way to a guest: for who has the link of their letter, and for the letter itself.

Links bear a signature instead of a stored secret, so a letter that is made twice has one link.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncConnection

from peerhub.core.errors import NotFound
from peerhub.core.keys import Keys
from peerhub.meetups import rules
from peerhub.meetups.access import Opened
from peerhub.meetups.guests import ANSWER_WITHIN, Guest
from peerhub.meetups.sealed import open_needs
from peerhub.meetups.store import guests, meetups, needs, replies

LINK = "meetup-guest"  # purpose of the signature


def mark_of(keys: Keys, address: str) -> str:
    """By which an address is found again; who only has the database cannot tell whose it is."""
    return keys.mark("guest-address", address)


def guest_path(keys: Keys, guest_id: str) -> str:
    """Where a guest says yes or no, and looks again later."""
    return f"/meetups/guests/{guest_id}/{keys.sign(LINK, guest_id)}"


async def guest_for_opener(
    db: AsyncConnection, keys: Keys, guest_id: str, signature: str, now: datetime
) -> tuple[Opened, Guest]:
    """For who has the letter, with the address or link that their seat gives them.

    NotFound alike for one that is forged, was answered with no, or is too old, and where the
    meetup is gone.
    """
    found = await guests.find_guest(db, guest_id)
    if not keys.verify(signature, LINK, guest_id) or found is None or _is_stale(found, now):
        raise NotFound()
    meetup = await meetups.find_meetup(db, found.meetup_id)
    if meetup is None or meetup.removed_at is not None or meetup.is_held:
        raise NotFound()
    reply = await replies.find_reply(db, found.meetup_id, guest_id)
    return Opened(rules.for_one(meetup, reply, organises=False), reply, organises=False), found


async def guest_to_write_to(db: AsyncConnection, guest_id: str, now: datetime) -> Guest | None:
    """For a letter that is being made; None where they said no meanwhile, or it is too late."""
    found = await guests.find_guest(db, guest_id)
    return found if found and not _is_stale(found, now) else None


async def guests_to_tell(db: AsyncConnection, meetup_id: str) -> frozenset[str]:
    """For duties: which of those who answered have no account, and get letters instead of notices."""
    return frozenset(await guests.list_guests(db, meetup_id))


async def needs_of_guest(db: AsyncConnection, keys: Keys, guest: Guest) -> str:
    """What this guest wrote themselves, or ""."""
    sealed = await needs.find_needs(db, guest.meetup_id, guest.guest_id)
    said = open_needs(keys, guest.meetup_id, guest.guest_id, sealed) if sealed else ""
    return said or ""


def _is_stale(guest: Guest, now: datetime) -> bool:
    return guest.confirmed_at is None and guest.asked_at + ANSWER_WITHIN <= now
