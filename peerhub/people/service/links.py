"""Links in letters: asked for, made when the mail is made, used once. Kept only as hashes."""

from __future__ import annotations

from datetime import timedelta

from peerhub.core.errors import Refused
from peerhub.core.events import SignInLinkAsked
from peerhub.core.hub import Hub
from peerhub.core.keys import hash_token, new_token
from peerhub.core.transaction import Transaction
from peerhub.core.words import _
from peerhub.people import passwords, rules
from peerhub.people.models import (
    INVITATION_LASTS,
    LINK_LASTS,
    MAILS,
    WELCOME_LASTS,
    Credential,
    Link,
    LinkPurpose,
    NewSession,
    Person,
    PersonState,
)
from peerhub.people.service.sessions import open_session, sign_out_everywhere
from peerhub.people.store import links, persons

LASTS: dict[LinkPurpose, timedelta] = {
    LinkPurpose.SIGN_IN: LINK_LASTS,
    LinkPurpose.RESET: LINK_LASTS,
    LinkPurpose.WELCOME: WELCOME_LASTS,
}


async def ask_link(hub: Hub, *, email: str, purpose: LinkPurpose) -> None:
    """A letter with a link, if this address has an account; whether it has is not looked up here.

    Refused where it is no address at all, TooFast after five letters in an hour.
    """
    address = rules.check_email(email)
    await hub.limits.hit("mail", address, MAILS)
    async with hub.transaction() as tx:
        tx.record(SignInLinkAsked(address, purpose.value))


async def make_link(tx: Transaction, person_id: str, purpose: LinkPurpose) -> str:
    """The secret of a new link, for the letter that is being made and for nothing else."""
    secret = new_token()
    await links.delete_old(tx.db, tx.now, tx.now - INVITATION_LASTS)
    link = Link(hash_token(secret), person_id, purpose)
    await links.insert_link(tx.db, link, tx.now + LASTS[purpose])
    return secret


async def use_link(
    tx: Transaction,
    secret: str,
    *,
    user_agent: str,
    shared: bool,
    instead_of: Credential | None = None,
) -> NewSession:
    """Sign in by a link; with a first one become a member. Refused where it was used or is old."""
    link = await links.delete_link(tx.db, hash_token(secret), tx.now)
    if link is None or link.purpose is LinkPurpose.RESET:
        raise worn_out()
    if link.purpose is LinkPurpose.WELCOME:
        before, after = PersonState.ASKED, PersonState.MEMBER
        await persons.set_state(tx.db, link.person_id, before, after)
    person = await _member(tx, link.person_id)
    return await open_session(
        tx, person, user_agent=user_agent, shared=shared, instead_of=instead_of
    )


async def reset_password(
    hub: Hub,
    secret: str,
    *,
    password: str,
    user_agent: str,
    shared: bool,
    instead_of: Credential | None = None,
) -> NewSession:
    """A new password by a reset link; every other device is signed out. Refused where it is weak or old."""
    async with hub.reading() as db:
        link = await links.find_link(db, hash_token(secret), hub.clock.now())
        if link is None or link.purpose is not LinkPurpose.RESET:
            raise worn_out()
        email = await persons.find_email(db, link.person_id) or ""
        person = await persons.get_person(db, link.person_id)
    rules.check_password(password, person.name, email)
    password_hash = await passwords.hash_password(password)
    async with hub.transaction() as tx:
        if await links.delete_link(tx.db, hash_token(secret), tx.now) is None:
            raise worn_out()
        person = await _member(tx, link.person_id)
        await persons.set_person(tx.db, person.person_id, password_hash=password_hash)
        await links.delete_links(tx.db, person.person_id)
        await sign_out_everywhere(tx, person.person_id)
        return await open_session(
            tx, person, user_agent=user_agent, shared=shared, instead_of=instead_of
        )


async def _member(tx: Transaction, person_id: str) -> Person:
    person = await persons.find_person(tx.db, person_id)
    if person is None or not rules.can_come_in(person.state):
        raise worn_out()
    return person


def worn_out() -> Refused:
    return Refused(_("This link was used already or is too old. Ask for a new one."), code="gone")
