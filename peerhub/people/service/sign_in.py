"""Sign in by password. No answer tells whether an address is known; guessing meets a wall of ten tries."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from weakref import WeakValueDictionary

from peerhub.core.errors import Refused, TooFast
from peerhub.core.hub import Hub
from peerhub.core.items import Closure
from peerhub.core.words import _
from peerhub.people import passwords, rules
from peerhub.people.models import (
    ADDRESS_FAILURES,
    TRIES,
    Credential,
    NewSession,
    Person,
    PersonState,
)
from peerhub.people.service.sessions import open_session
from peerhub.people.store import persons

_turns: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()


@dataclass(frozen=True, slots=True)
class Try:
    """Somebody at the door: what they say, and where they say it from."""

    email: str
    password: str
    shared: bool
    user_agent: str
    address: str
    device_mark: str = ""
    instead_of: Credential | None = None


async def sign_in(hub: Hub, said: Try) -> NewSession:
    """The new session; Refused alike for a wrong password and an unknown address, TooFast after ten.

    Wrong tries are counted by account, and by address for strangers. A device that signed in to
    this account before counts for itself, so nobody can lock the owner out by guessing.
    """
    async with hub.reading() as db:
        person = await persons.find_person_by_email(db, said.email)
        known_hash = await persons.find_password_hash(db, person.person_id) if person else None
    device = _known_device(hub, said, person, known_hash)
    rule, key = ("device", device) if device else ("account", said.email.strip().lower())
    async with _turns.setdefault(f"{rule}:{key}", asyncio.Lock()):
        await _check_tries(hub, said, rule, key)
        if not await passwords.is_password(said.password, known_hash) or person is None:
            await _count_failure(hub, said, rule, key)
            raise Refused(
                _("This address and password do not fit together. Try again, or ask for a link."),
                code="sign_in",
            )
    await _check_state(hub, person)
    fresh = None
    if known_hash and passwords.is_outdated(known_hash):
        fresh = await passwords.hash_password(said.password)
    async with hub.transaction() as tx:
        if fresh:
            await persons.set_person(tx.db, person.person_id, password_hash=fresh)
        return await open_session(
            tx,
            person,
            user_agent=said.user_agent,
            shared=said.shared,
            instead_of=said.instead_of,
        )


def _known_device(hub: Hub, said: Try, person: Person | None, known_hash: str | None) -> str:
    """The device's own id where its mark is genuine and for this account, else ''."""
    device, _dot, signature = said.device_mark.partition(".")
    owner = person.person_id if person else ""
    genuine = hub.keys.verify(signature, "device", device, owner, known_hash or "")
    return f"{owner}:{device}" if genuine and person else ""


async def _check_tries(hub: Hub, said: Try, rule: str, key: str) -> None:
    await hub.limits.check(f"sign-in-{rule}", key, TRIES)
    if rule == "account":
        await hub.limits.check("sign-in-from", said.address, ADDRESS_FAILURES)


async def _count_failure(hub: Hub, said: Try, rule: str, key: str) -> None:
    """The last free try may be taken twice at once by two workers, never by one."""
    try:
        await hub.limits.hit(f"sign-in-{rule}", key, TRIES)
        if rule == "account":
            await hub.limits.hit("sign-in-from", said.address, ADDRESS_FAILURES)
    except TooFast:
        return  # the next try is told


class AccountClosed(Refused):
    """The password was right. `closure`: why, and where to ask; None where no decision closed it."""

    def __init__(self, closure: Closure | None) -> None:
        words = _("Your account is closed for now. Write to an administrator about it.")
        super().__init__(closure.words[0] if closure else words)
        self.closure = closure


async def _check_state(hub: Hub, person: Person) -> None:
    """Only those who gave the right password learn how their account stands."""
    if rules.can_come_in(person.state):
        return
    if person.state is PersonState.SUSPENDED:
        async with hub.reading() as db:
            port, now = hub.closing, hub.clock.now()
            found = await port.why_closed(db, hub.keys, person.person_id, now) if port else None
        raise AccountClosed(found)
    raise Refused(_("An administrator has not let you in yet. You get a mail when they do."))
