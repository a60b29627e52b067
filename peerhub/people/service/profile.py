"""Change one's own name and password."""

from __future__ import annotations

from peerhub.core.errors import Refused
from peerhub.core.hub import Hub
from peerhub.core.transaction import Transaction
from peerhub.core.words import _
from peerhub.people import passwords, rules
from peerhub.people.models import TRIES, NewSession, Person
from peerhub.people.service.join import take_handle
from peerhub.people.service.sessions import open_session, sign_out_everywhere
from peerhub.people.store import links, persons


async def change_profile(tx: Transaction, person: Person, *, name: str) -> None:
    """Another name to show, which may be a pseudonym. The handle follows it: it would tell the old one."""
    tidy = rules.check_name(name)
    if tidy == person.name:
        return
    handle = person.handle
    if rules.handle_from(tidy, 1) != rules.handle_from(person.name, 1):
        handle = await take_handle(tx, tidy)
    await persons.set_person(tx.db, person.person_id, name=tidy, handle=handle)


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
        await hub.limits.check("change-password", person.person_id, TRIES)
        if not await passwords.is_password(current, known_hash):
            await hub.limits.hit("change-password", person.person_id, TRIES)
            raise Refused(_("This is not your password now."), field="current")
    password_hash = await passwords.hash_password(password)
    async with hub.transaction() as tx:
        await persons.set_person(tx.db, person.person_id, password_hash=password_hash)
        await links.delete_links(tx.db, person.person_id)
        await sign_out_everywhere(tx, person.person_id)
        return await open_session(tx, person, user_agent=user_agent, shared=shared)


async def set_password(hub: Hub, person: Person, *, password: str) -> None:
    """The command line's and the demo's: a password for somebody, hashed outside any transaction."""
    password_hash = await passwords.hash_password(password)
    async with hub.transaction() as tx:
        await persons.set_person(tx.db, person.person_id, password_hash=password_hash)
