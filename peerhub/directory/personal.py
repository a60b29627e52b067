"""What the directory holds about one person: whose pages they edit, and what they asked and answered."""

from __future__ import annotations

from typing import Any

from sqlalchemy.ext.asyncio import AsyncConnection

from peerhub.core.clock import to_iso
from peerhub.core.keys import Keys
from peerhub.core.transaction import Transaction
from peerhub.directory.service.editors import forget_editor
from peerhub.directory.store import claims, contacts, corrections, follows, networks, organisations


class PersonalDirectory:
    """The pages stay: they are the organisations' own. That somebody edited them goes."""

    async def export_person(
        self, db: AsyncConnection, keys: Keys, person_id: str
    ) -> dict[str, Any]:
        found = await organisations.list_edited_by(db, person_id)
        kept = await networks.list_kept_by(db, person_id)
        return {
            "keeps": [{"network": one.name, "slug": one.slug} for one in kept],
            "edits": [{"organisation": one.name, "slug": one.slug} for one in found],
            "follows": [
                {"kind": kind, "ref": ref}
                for kind, ref in await follows.list_follows(db, person_id)
            ],
            "follows_by_mail": bool(await follows.list_by_mail(db, [person_id])),
            **await _claims_of(db, person_id),
            **await _contacts_of(db, person_id),
            "corrections": [
                {
                    "field": one.field,
                    "words": one.words,
                    "source": one.source,
                    "at": to_iso(one.at),
                    "state": one.state.value,
                    "reason": one.reason,
                }
                for one in await corrections.list_of_person(db, person_id)
            ],
        }

    async def erase_person(self, tx: Transaction, person_id: str) -> None:
        await follows.delete_of_person(tx.db, person_id)
        await claims.delete_claims_of_person(tx.db, person_id)
        await contacts.delete_of_person(tx.db, person_id)
        await networks.delete_keeper_everywhere(tx.db, person_id)
        await corrections.delete_of_person(tx.db, person_id)
        await forget_editor(tx, person_id)


async def _claims_of(db: AsyncConnection, person_id: str) -> dict[str, Any]:
    """What they asked, and what they said to others' claims: never whose those were."""
    asked = await claims.list_claims_of_person(db, person_id)
    answered = await claims.list_answers_of_person(db, person_id)
    pages = await organisations.list_by_id(db, [one.organisation_id for one in asked])
    return {
        "claims": [
            {
                "organisation": pages[one.organisation_id].name,
                "words": one.words,
                "at": to_iso(one.asked_at),
                "state": one.state.value,
                "reason": one.reason,
            }
            for one in asked
        ],
        "answers_to_claims": [
            {"agrees": one.agrees, "words": one.words, "at": to_iso(one.at)} for one in answered
        ],
    }


async def _contacts_of(db: AsyncConnection, person_id: str) -> dict[str, Any]:
    """What they asked organisations, and was answered; for what they answer, and what."""
    asked = await contacts.list_asked_by(db, person_id)
    held = await contacts.list_roles_of_person(db, person_id)
    ids = [*(one.organisation_id for one in asked), *(page for page, _role in held)]
    pages = await organisations.list_by_id(db, ids)
    return {
        "contacts": [
            {
                "organisation": pages[one.organisation_id].name,
                "role": one.role,
                "messages": [
                    {"own": said.asks, "words": said.words, "at": to_iso(said.at)}
                    for said in await contacts.list_messages(db, one.contact_id)
                    if said.asks or not said.removed_at
                ],
            }
            for one in asked
        ],
        "answers_for": [{"organisation": pages[page].name, "role": role} for page, role in held],
        "answers_to_contacts": [
            {"words": one.words, "at": to_iso(one.at)}
            for one in await contacts.list_answers_by(db, person_id)
        ],
    }
