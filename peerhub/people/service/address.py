"""Give an address to a member who came without one, so that they can sign in."""

from __future__ import annotations

from peerhub.core.errors import NotFound, Refused
from peerhub.core.transaction import Transaction
from peerhub.core.words import _
from peerhub.people import rules
from peerhub.people.models import Person, PersonState
from peerhub.people.store import persons


async def give_address(tx: Transaction, *, handle: str, email: str) -> Person:
    """Refused where they have one: that would be taking an account over. NotFound for nobody."""
    email = rules.check_email(email)
    found = await persons.find_person_by_handle(tx.db, handle)
    if found is None or found.state is PersonState.ERASED:
        raise NotFound()
    if await persons.find_email(tx.db, found.person_id):
        raise Refused(_("This person has an address already."))
    if await persons.find_person_by_email(tx.db, email):
        raise Refused(_("There is a person with this address already."), field="email")
    await persons.set_person(tx.db, found.person_id, email=email)
    return found
