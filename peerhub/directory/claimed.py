"""Claims as those see them who may: whoever asked, those who edit the page, administrators.

Editors never learn who asks or how they say they belong; whoever asks never learns who edits.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncConnection

from peerhub.core.errors import Forbidden, NotFound
from peerhub.directory import rules
from peerhub.directory.access import organisation_for_reader
from peerhub.directory.claims import Claim, ClaimAnswer, may_be_granted
from peerhub.directory.models import Organisation
from peerhub.directory.store import claims as store
from peerhub.directory.store import editors, organisations
from peerhub.people.access import holders_of, people_by_id
from peerhub.people.models import Person, RoleName


@dataclass(frozen=True, slots=True)
class Asked:
    """A claim as an editor of the page sees it: that somebody asks, and whether anybody objects."""

    claim: Claim
    organisation: Organisation
    own: ClaimAnswer | None
    objected: bool


@dataclass(frozen=True, slots=True)
class ToDecide:
    """A claim as administrators see it; `answers` with who gave them, `editors`: how many there are."""

    claim: Claim
    organisation: Organisation
    asker: Person
    answers: tuple[tuple[str, ClaimAnswer], ...]
    editors: int
    grantable: bool


async def claim_of_asker(
    db: AsyncConnection, person: Person, slug: str
) -> tuple[Organisation, Claim | None]:
    """The page, as they see it, and what they last asked about it. Forbidden for who edits it."""
    seat = await organisation_for_reader(db, person, slug)
    found = seat.organisation
    if await editors.is_editor(db, found.organisation_id, person.person_id):
        raise Forbidden()
    return found, await store.find_last_of(db, found.organisation_id, person.person_id)


async def claim_for_editor(db: AsyncConnection, person: Person, slug: str, claim_id: str) -> Asked:
    """One that is open. NotFound for all who do not edit the page, administrators too, and for who
    made it.
    """
    claim = await store.find_claim(db, claim_id)
    page = await organisations.find_organisation(db, slug)
    if claim is None or page is None or claim.organisation_id != page.organisation_id:
        raise NotFound()
    edits = await editors.is_editor(db, page.organisation_id, person.person_id)
    if not edits or not claim.is_open or claim.person_id == person.person_id:
        raise NotFound()
    answers = await store.list_answers(db, claim_id)
    own = next((one for one in answers if one.person_id == person.person_id), None)
    return Asked(claim, page, own, any(not one.agrees for one in answers))


async def claims_of_page(db: AsyncConnection, person: Person, known: Organisation) -> list[Claim]:
    """Open ones, for who edits this page; none for others."""
    if not await editors.is_editor(db, known.organisation_id, person.person_id):
        return []
    found = await store.list_open_of_page(db, known.organisation_id)
    return [one for one in found if one.person_id != person.person_id]


async def claims_for_administrator(
    db: AsyncConnection, person: Person, now: datetime
) -> list[ToDecide]:
    """What waits, the oldest first; never one's own."""
    if not rules.is_administrator(person):
        raise Forbidden()
    found = [one for one in await store.list_open(db) if one.person_id != person.person_id]
    return [await _to_decide(db, one, now) for one in found]


async def claim_for_administrator(
    db: AsyncConnection, person: Person, claim_id: str, now: datetime
) -> ToDecide:
    """In whatever state; NotFound for one's own."""
    if not rules.is_administrator(person):
        raise Forbidden()
    claim = await store.find_claim(db, claim_id)
    if claim is None or claim.person_id == person.person_id:
        raise NotFound()
    return await _to_decide(db, claim, now)


async def _to_decide(db: AsyncConnection, claim: Claim, now: datetime) -> ToDecide:
    page = await organisations.find_organisation_by_id(db, claim.organisation_id)
    answers = await store.list_answers(db, claim.claim_id)
    among = await editors.list_editors(db, claim.organisation_id)
    people = await people_by_id(db, [claim.person_id, *(one.person_id for one in answers)])
    if page is None:
        raise NotFound()
    said = tuple((people[one.person_id].name, one) for one in answers)
    may = claim.is_open and may_be_granted(claim, among, answers, now)
    return ToDecide(claim, page, people[claim.person_id], said, len(among), may)


async def claim_to_tell(
    db: AsyncConnection, claim_id: str
) -> tuple[Claim, Organisation, list[str]] | None:
    """For duties: with who edits the page. None where whoever asked has left."""
    claim = await store.find_claim(db, claim_id)
    if claim is None:
        return None
    page = await organisations.find_organisation_by_id(db, claim.organisation_id)
    if page is None:
        return None
    return claim, page, await editors.list_editors(db, page.organisation_id)


async def deciders_of(db: AsyncConnection, claim: Claim) -> list[str]:
    """Administrators but whoever asked."""
    found = await holders_of(db, RoleName.ADMINISTRATOR, ())
    return [one.person_id for one in found if one.person_id != claim.person_id]
