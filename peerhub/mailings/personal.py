"""What mailings hold about one person: the lists that their account's own address is on."""

from __future__ import annotations

from typing import Any

from sqlalchemy.ext.asyncio import AsyncConnection

from peerhub.core.clock import to_iso
from peerhub.core.keys import Keys
from peerhub.core.transaction import Transaction
from peerhub.mailings import service, store
from peerhub.mailings.access import mark_of
from peerhub.mailings.models import Method
from peerhub.people.access import address_for_mail


class PersonalMailings:
    """Whoever leaves the hub leaves its lists too; another address of theirs the hub cannot know."""

    async def export_person(
        self, db: AsyncConnection, keys: Keys, person_id: str
    ) -> dict[str, Any]:
        address = await address_for_mail(db, person_id)
        if not address:
            return {"lists": []}
        titles = {one.list_id: one.title for one in await store.list_lists(db)}
        return {
            "lists": [
                {
                    "list": titles[entry.list_id],
                    "act": entry.act,
                    "sentence": entry.sentence,
                    "method": entry.method,
                    "at": to_iso(entry.at),
                }
                for entry in await store.list_consents(db, mark_of(keys, address))
            ]
        }

    async def erase_person(self, tx: Transaction, person_id: str) -> None:
        address = await address_for_mail(tx.db, person_id)
        if address:
            mark = mark_of(tx.keys, address)
            for one in await store.list_subscriptions_of(tx.db, mark):
                await service.leave(tx, one, Method.ACCOUNT_GONE)
