"""Contacts as those see them who may: whoever asked, and who holds the role today. Nobody else."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy.ext.asyncio import AsyncConnection

from peerhub.core.errors import NotFound
from peerhub.directory import rules
from peerhub.directory.access import editors_for_editor, organisation_for_reader
from peerhub.directory.contacts import Contact, ContactMessage
from peerhub.directory.models import Organisation
from peerhub.directory.store import contacts as store
from peerhub.directory.store import organisations
from peerhub.people.access import people_apart, people_by_id
from peerhub.people.models import Person


@dataclass(frozen=True, slots=True)
class ContactSeat:
    """A conversation as one of its two sides sees it; `asks`: whether this reader began it.
    `asker` is shown to the organisation's side; who answers is shown to neither.
    """

    contact: Contact
    organisation: Organisation
    asker: Person
    messages: tuple[ContactMessage, ...]
    asks: bool


@dataclass(frozen=True, slots=True)
class Desk:
    """What an editor of a page sees: who holds which role, and what was asked of their own roles."""

    organisation: Organisation
    holders: tuple[tuple[str, Person], ...]
    asked: tuple[tuple[Contact, Person], ...]


async def roles_for_anyone(db: AsyncConnection, known: Organisation) -> list[str]:
    """Those that somebody holds, of a page that is open; never who."""
    found = await store.list_holders(db, known.organisation_id) if known.is_open else []
    return list(dict.fromkeys(role for role, _person in found))


async def contacts_of_asker(
    db: AsyncConnection, person: Person, slug: str
) -> tuple[Organisation, list[str], list[Contact]]:
    """The page as they see it, what it can be asked about, and what they asked it before."""
    known = (await organisation_for_reader(db, person, slug)).organisation
    own = await store.list_asked_by(db, person.person_id, known.organisation_id)
    return known, await roles_for_anyone(db, known), own


async def desk_for_editor(db: AsyncConnection, person: Person, slug: str) -> Desk:
    """Forbidden for who does not look after the page; an administrator reads nothing that was asked."""
    known, _editors = await editors_for_editor(db, person, slug)
    pairs = await store.list_holders(db, known.organisation_id)
    mine = [role for role, person_id in pairs if person_id == person.person_id]
    apart = await people_apart(db, person.person_id)
    found = await store.list_contacts(db, known.organisation_id, mine) if mine else []
    asked = [one for one in found if one.person_id not in apart]
    ids = [*(person_id for _role, person_id in pairs), *(one.person_id for one in asked)]
    people = await people_by_id(db, ids)
    holders = tuple((role, people[person_id]) for role, person_id in pairs)
    return Desk(known, holders, tuple((one, people[one.person_id]) for one in asked))


async def contact_for_reader(db: AsyncConnection, person: Person, contact_id: str) -> ContactSeat:
    """NotFound for all but whoever asked and who holds the role today; between people whom a block
    keeps apart also for these.
    """
    contact = await store.find_contact(db, contact_id)
    if contact is None:
        raise NotFound()
    asks = contact.person_id == person.person_id
    if not asks and person.person_id not in await holders_to_tell(db, contact):
        raise NotFound()
    page = await organisations.find_organisation_by_id(db, contact.organisation_id)
    asker = (await people_by_id(db, [contact.person_id])).get(contact.person_id)
    if page is None or asker is None:
        raise NotFound()
    seen = rules.as_seen(page, rules.levels_for(person))
    messages = await store.list_messages(db, contact_id)
    return ContactSeat(contact, seen, asker, tuple(messages), asks)


async def holders_to_tell(db: AsyncConnection, contact: Contact) -> list[str]:
    """Who holds its role today, without those whom a block keeps apart from whoever asked."""
    pairs = await store.list_holders(db, contact.organisation_id)
    apart = await people_apart(db, contact.person_id)
    return [one for role, one in pairs if role == contact.role and one not in apart]


async def message_to_tell(
    db: AsyncConnection, message_id: str
) -> tuple[ContactMessage, Contact, Organisation] | None:
    """For duties and moderators; None where whoever asked has left."""
    message = await store.find_message(db, message_id)
    contact = await store.find_contact(db, message.contact_id) if message else None
    if message is None or contact is None:
        return None
    page = await organisations.find_organisation_by_id(db, contact.organisation_id)
    return (message, contact, page) if page else None


async def answered_among(db: AsyncConnection, person: Person, message_ids: list[str]) -> set[str]:
    """Which of these this person wrote in an organisation's name."""
    return await store.list_answered_among(db, person.person_id, message_ids)
