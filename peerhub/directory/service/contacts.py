"""Say who holds which role, ask an organisation, answer in its name."""

from __future__ import annotations

from datetime import datetime

from peerhub.core.errors import NotFound, Refused
from peerhub.core.events import ContactWritten
from peerhub.core.keys import new_id
from peerhub.core.transaction import Transaction
from peerhub.core.words import _
from peerhub.directory.contacted import ContactSeat, roles_for_anyone
from peerhub.directory.contacts import Contact, ContactMessage, check_role, check_room_for_message
from peerhub.directory.models import Organisation
from peerhub.directory.service.logged import log_of
from peerhub.directory.store import contacts as store
from peerhub.directory.store import editors
from peerhub.moderation.bounds import Place, Said, check_may_write
from peerhub.people.access import people_by_id
from peerhub.people.models import Person

DIRECT = Place((), direct=True)


async def add_holder(
    tx: Transaction, by: Person, known: Organisation, role: str, handle: str
) -> None:
    """One of those who edit the page. With the first the role stands on it."""
    person = await _editor(tx, known, handle)
    if not await store.insert_holder(tx.db, known.organisation_id, role, person.person_id):
        raise Refused(_("This person holds it already."), field="handle")
    await log_of(tx, by, "organisation.contact_held", known, f"{role} {person.person_id}")


async def remove_holder(
    tx: Transaction, by: Person, known: Organisation, role: str, handle: str
) -> None:
    """With the last the role goes from the page; what was asked waits for the next."""
    person = await _editor(tx, known, handle)
    if not await store.delete_holder(tx.db, known.organisation_id, role, person.person_id):
        raise NotFound()
    await log_of(tx, by, "organisation.contact_let_go", known, f"{role} {person.person_id}")


async def _editor(tx: Transaction, known: Organisation, handle: str) -> Person:
    people = await people_by_id(tx.db, await editors.list_editors(tx.db, known.organisation_id))
    for person in people.values():
        if person.handle == handle.removeprefix("@").casefold():
            return person
    words = _("Nobody with this handle edits the page. Say first that they do.")
    raise Refused(words, field="handle")


async def ask(tx: Transaction, by: Person, known: Organisation, role: str, words: str) -> Contact:
    """Who holds the role is told, and answers in the organisation's name."""
    check_role(role, await roles_for_anyone(tx.db, known))
    new = Contact(new_id(), known.organisation_id, role, by.person_id, tx.now)
    await store.insert_contact(tx.db, new)
    await _write(tx, by, new, words, asks=True)
    return new


async def go_on(tx: Transaction, by: Person, seat: ContactSeat, words: str) -> None:
    """One more message from whichever side writes."""
    check_room_for_message(seat.messages)
    if not seat.organisation.is_open:
        raise Refused(_("This organisation’s page is put away. Nobody answers here now."))
    await _write(tx, by, seat.contact, words, asks=seat.asks)


async def _write(tx: Transaction, by: Person, contact: Contact, words: str, *, asks: bool) -> None:
    await check_may_write(tx, by, DIRECT, Said(plain=[words]))
    new = ContactMessage(new_id(), contact.contact_id, asks, by.person_id, words, tx.now)
    await store.insert_message(tx.db, new)
    tx.record(ContactWritten(new.message_id))


async def set_removed(tx: Transaction, message_id: str, at: datetime | None, reason: str) -> None:
    """By a moderator's decision; NotFound where it is gone."""
    if not await store.set_removed(tx.db, message_id, at, reason if at else None):
        raise NotFound()
