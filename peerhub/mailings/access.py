"""Lists are for everybody. An ask or a subscription is for who has its link, or whose address it is."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncConnection

from peerhub.core.errors import NotFound
from peerhub.core.keys import Keys
from peerhub.mailings import store
from peerhub.mailings.models import ASK_LASTS, Ask, Consent, MailingList, Subscription
from peerhub.people.access import address_for_mail
from peerhub.people.models import Person

ASK, LEAVE = "list-ask", "list-leave"  # purposes of signatures in links


def mark_of(keys: Keys, address: str) -> str:
    """By which an address is found again; nobody who only has the database can tell whose it is."""
    return keys.mark("list-address", address)


def ask_path(keys: Keys, ask_id: str) -> str:
    """Where a letter asks for the click."""
    return f"/lists/confirm/{ask_id}/{keys.sign(ASK, ask_id)}"


def leave_path(keys: Keys, subscription_id: str) -> str:
    """Where one leaves without signing in; at the end of each letter of a list."""
    return f"/lists/leave/{subscription_id}/{keys.sign(LEAVE, subscription_id)}"


async def lists_to_manage(db: AsyncConnection) -> tuple[list[MailingList], dict[str, int]]:
    """All lists, and how many are on each."""
    return await store.list_lists(db), await store.count_subscriptions(db)


async def list_to_manage(db: AsyncConnection, slug: str) -> MailingList:
    found = await store.find_list(db, slug)
    if found is None:
        raise NotFound()
    return found


async def ask_for_opener(
    db: AsyncConnection, keys: Keys, ask_id: str, signature: str, now: datetime
) -> Ask:
    """For who has the letter; NotFound alike for one that is forged, used, cancelled or too old."""
    found = await store.find_ask(db, ask_id, since=now - ASK_LASTS)
    if not keys.verify(signature, ASK, ask_id) or found is None:
        raise NotFound()
    return found


async def ask_for_letter(db: AsyncConnection, ask_id: str, now: datetime) -> Ask | None:
    """For the letter that is being made; None where it was cancelled or confirmed meanwhile."""
    return await store.find_ask(db, ask_id, since=now - ASK_LASTS)


async def titles_of_lists(db: AsyncConnection) -> dict[str, str]:
    """By id, archived ones too."""
    return {one.list_id: one.title for one in await store.list_lists(db)}


async def subscription_for_opener(
    db: AsyncConnection, keys: Keys, subscription_id: str, signature: str
) -> Subscription:
    """For who has a letter of the list; NotFound where they have left already."""
    found = await store.find_subscription(db, subscription_id)
    if not keys.verify(signature, LEAVE, subscription_id) or found is None:
        raise NotFound()
    return found


async def subscriptions_of(
    db: AsyncConnection, keys: Keys, person: Person | None
) -> dict[str, Subscription]:
    """By list: what a member's own address is on."""
    address = await address_for_mail(db, person.person_id) if person else None
    if not address:
        return {}
    found = await store.list_subscriptions_of(db, mark_of(keys, address))
    return {one.list_id: one for one in found}


async def lists_for_visitor(
    db: AsyncConnection, keys: Keys, person: Person | None
) -> tuple[list[MailingList], list[MailingList]]:
    """(those that they can join now, those that a member's own address is on)"""
    own, lists = await subscriptions_of(db, keys, person), await store.list_lists(db)
    joined = [one for one in lists if one.list_id in own]
    return [one for one in lists if one.archived_at is None and one not in joined], joined


async def proof_for(db: AsyncConnection, keys: Keys, address: str) -> Sequence[Consent]:
    """Everything that this address ever agreed to, for an administrator who is asked for proof."""
    return await store.list_consents(db, mark_of(keys, address))
