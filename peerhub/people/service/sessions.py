"""Signed-in devices: opened with a fresh id, renewed, ended. A cookie that came in is never taken over."""

from __future__ import annotations

from peerhub.core.bus import ACCESS_CHANGED
from peerhub.core.errors import NotFound
from peerhub.core.events import SessionsEnded
from peerhub.core.keys import hash_token, new_id, new_token
from peerhub.core.transaction import Transaction
from peerhub.people import rules
from peerhub.people.models import (
    RENEWAL_GRACE,
    SESSION_IDLE,
    SESSION_MOST,
    Credential,
    NewSession,
    Person,
    Session,
)
from peerhub.people.store import persons, sessions


async def open_session(
    tx: Transaction,
    person: Person,
    *,
    user_agent: str,
    shared: bool,
    instead_of: Credential | None = None,
) -> NewSession:
    """A new device; the session that this browser had before ends, whosever it was."""
    await sessions.delete_ended(tx.db, tx.now, tx.now - SESSION_IDLE)
    if instead_of is not None and instead_of.kind == "session":
        await sessions.delete_session(tx.db, instead_of.id)
        tx.announce(ACCESS_CHANGED, b"")
    cookie = new_token()
    session = Session(
        hash_token(cookie), person.person_id, rules.device_name(user_agent), tx.now, tx.now, shared
    )
    await sessions.insert_session(tx.db, session, tx.now + SESSION_MOST)
    mark = "" if shared else await make_device_mark(tx, person.person_id)
    return NewSession(person, cookie, shared, mark)


async def make_device_mark(tx: Transaction, person_id: str) -> str:
    """What a browser keeps to be known again: nothing about anybody, signed for one account.

    It signs nobody in. It is void once the password changes.
    """
    password_hash = await persons.find_password_hash(tx.db, person_id) or ""
    device = new_id()
    return f"{device}.{tx.keys.sign('device', device, person_id, password_hash)}"


async def note_use(tx: Transaction, session_id: str) -> None:
    await sessions.set_session_seen(tx.db, session_id, tx.now)


async def renew_session(tx: Transaction, session_id: str) -> str | None:
    """Another cookie for the same session, after a role changed; None if it was done already.

    The cookie before serves for a minute more: requests that are on their way bear it.
    """
    cookie, until = new_token(), tx.now + RENEWAL_GRACE
    done = await sessions.set_session_cookie(tx.db, session_id, hash_token(cookie), until)
    return cookie if done else None


async def sign_out(tx: Transaction, credential: Credential, person: Person) -> None:
    """End the session that asks."""
    await sessions.delete_session(tx.db, credential.id)
    _ended(tx, person.person_id, credential.id)


async def sign_out_everywhere(tx: Transaction, person_id: str, *, but: str = "") -> int:
    """End all sessions of a person, or all `but` one; how many ended."""
    ended = await sessions.delete_sessions(tx.db, person_id, but=but)
    _ended(tx, person_id, "")
    return ended


async def end_session(tx: Transaction, *, person: Person, session_id: str) -> None:
    """One of one's own devices; NotFound for anybody else's."""
    if not await sessions.delete_sessions(tx.db, person.person_id, only=session_id):
        raise NotFound()
    _ended(tx, person.person_id, session_id)


def _ended(tx: Transaction, person_id: str, session_id: str) -> None:
    tx.record(SessionsEnded(person_id, session_id))
    tx.announce(ACCESS_CHANGED, b"")
