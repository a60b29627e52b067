"""What people itself holds about one person."""

from __future__ import annotations

from typing import Any

from sqlalchemy.ext.asyncio import AsyncConnection

from peerhub.core.clock import to_iso
from peerhub.core.errors import NotFound
from peerhub.core.keys import Keys
from peerhub.core.transaction import Transaction
from peerhub.people import access
from peerhub.people.agreements import agreements_for_owner
from peerhub.people.blocks import person_behind
from peerhub.people.models import Person
from peerhub.people.service.leave import erase_account


class PersonalPeople:
    """Account, agreements, roles, devices, tokens and the names they blocked."""

    async def export_person(
        self, db: AsyncConnection, keys: Keys, person_id: str
    ) -> dict[str, Any]:
        found = await access.people_by_id(db, [person_id])
        if person_id not in found:
            raise NotFound()
        person, private = found[person_id], await access.private_fields(db, person_id)
        return {
            "handle": person.handle,
            "name": person.name,
            "email": private.get("email"),
            "joined_at": to_iso(person.joined_at),
            "agreements": [
                {"document": a.kind, "version": a.number, "at": to_iso(a.at), "how": a.how}
                for a in await agreements_for_owner(db, person)
            ],
            "shows_typing": bool(private.get("shows_typing")),
            "opened_notes": str(private.get("opened_notes") or "").splitlines(),
            "roles": [{"role": role.name, "scope": role.scope} for role in person.roles],
            "devices": [
                {
                    "device": session.device,
                    "signed_in_at": to_iso(session.made_at),
                    "last_used_at": to_iso(session.seen_at),
                }
                for session in await access.sessions_of(db, person_id)
            ],
            "tokens": [
                {"scopes": sorted(token.scopes), "made_at": to_iso(token.made_at)}
                for token in await access.tokens_for_owner(db, person)
            ],
            "blocks": await self._blocks(db, person),
        }

    async def _blocks(self, db: AsyncConnection, person: Person) -> list[dict[str, str]]:
        """Names of people alone: of one for a room alone nothing but that it was blocked."""
        found = await access.blocks_for_owner(db, person)
        ids = [who for one in found if (who := person_behind(one.blocked_name))]
        known = await access.people_by_id(db, ids)
        return [
            {
                "name": known[who].name if (who := person_behind(one.blocked_name)) else "",
                "at": to_iso(one.at),
            }
            for one in found
        ]

    async def erase_person(self, tx: Transaction, person_id: str) -> None:
        await erase_account(tx, person_id)
