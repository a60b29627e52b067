"""Change one's own password, or set somebody's from the command line and the demo."""

from __future__ import annotations

from peerhub.core.errors import Refused
from peerhub.core.hub import Hub
from peerhub.core.words import _
from peerhub.people import passwords, rules
from peerhub.people.models import TRIES, NewSession, Person
from peerhub.people.service.sessions import open_session, sign_out_everywhere
from peerhub.people.store import links, persons


async def change_password(
    hub: Hub,
    person: Person,
    *,
    current: str,
    password: str,
    user_agent: str,
    shared: bool,
) -> NewSession:
    """A new password, a new session here and none elsewhere; Refused where `current` is wrong.

    Somebody who signed in by link alone so far has no current one to give.
    """
    async with hub.reading() as db:
        known_hash = await persons.find_password_hash(db, person.person_id)
        email = await persons.find_email(db, person.person_id) or ""
    rules.check_password(password, person.name, email)
    if known_hash is not None:
        await hub.limits.hit("change-password", person.person_id, TRIES)
        if not await passwords.is_password(current, known_hash):
            raise Refused(_("This is not your password now."), field="current")
    password_hash = await passwords.hash_password(password)
    async with hub.transaction() as tx:
        await persons.set_person(tx.db, person.person_id, password_hash=password_hash)
        await links.delete_links(tx.db, person.person_id)
        await sign_out_everywhere(tx, person.person_id)
        return await open_session(tx, person, user_agent=user_agent, shared=shared)


async def set_password(hub: Hub, person: Person, *, password: str) -> None:
    """For somebody else, by whoever runs the machine; their devices stay signed in."""
    password_hash = await passwords.hash_password(password)
    async with hub.transaction() as tx:
        await persons.set_person(tx.db, person.person_id, password_hash=password_hash)


async def hash_for(password: str) -> str:
    """For those who add several people in one transaction: hash first, then open it."""
    return await passwords.hash_password(password)
