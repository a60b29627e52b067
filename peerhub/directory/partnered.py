"""Partners of the hub as readers see them: those whose page is open to everybody, by name."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy.ext.asyncio import AsyncConnection

from peerhub.directory import rules
from peerhub.directory.models import Organisation
from peerhub.directory.partners import Partner
from peerhub.directory.store import organisations
from peerhub.directory.store import partners as store
from peerhub.people.models import Person


@dataclass(frozen=True, slots=True)
class PartnerShown:
    """A partner with its page, as this reader sees that."""

    partner: Partner
    organisation: Organisation


async def partners_for_reader(
    db: AsyncConnection, person: Person | None, today: date
) -> tuple[list[PartnerShown], list[PartnerShown]]:
    """(those of today, those that were), each by name, never by size or payment; nobody before their
    first day.
    """
    begun = {p.organisation_id: p for p in await store.list_partners(db) if p.since <= today}
    pages = await organisations.list_by_id(db, begun)
    levels = rules.levels_for(person)
    found = [
        PartnerShown(begun[one.organisation_id], rules.as_seen(one, levels))
        for one in pages.values()
        if one.is_open
    ]
    found.sort(key=lambda one: (one.organisation.name.casefold(), one.organisation.slug))
    over = [one for one in found if one.partner.is_over(today)]
    return [one for one in found if one not in over], over


async def partner_for_reader(
    db: AsyncConnection, known: Organisation, today: date
) -> Partner | None:
    """What this organisation does for the hub today."""
    found = await store.find_partner(db, known.organisation_id)
    return found if found and found.since <= today and not found.is_over(today) else None


async def partner_to_change(db: AsyncConnection, known: Organisation) -> Partner | None:
    """For administrators: also one that has not begun, or is over."""
    return await store.find_partner(db, known.organisation_id)
