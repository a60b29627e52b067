"""Ask somebody in by their address. The link is made when the mail is; it opens once."""

from __future__ import annotations

from peerhub.core.errors import NotFound, Refused
from peerhub.core.events import InvitationMade
from peerhub.core.keys import hash_token, new_id, new_token
from peerhub.core.transaction import Transaction
from peerhub.core.words import _
from peerhub.people import rules
from peerhub.people.models import (
    INVITATION_LASTS,
    NOTHING_SEEN,
    AgreedHow,
    Credential,
    Invitation,
    NewSession,
    Person,
    PersonState,
    Seen,
)
from peerhub.people.service.agree import check_seen, keep_agreement
from peerhub.people.service.join import add_member, check_open
from peerhub.people.service.sessions import open_session
from peerhub.people.store import links, persons


async def invite(tx: Transaction, *, email: str, by: Person) -> None:
    """A letter to this address; if it has an account the letter says so, and nobody here learns it."""
    await check_open(tx)
    address = rules.check_email(email)
    await links.delete_old(tx.db, tx.now, tx.now - INVITATION_LASTS)
    await links.delete_invitations_of(tx.db, address)
    invitation = Invitation(new_id(), address, by.person_id, tx.now + INVITATION_LASTS)
    await links.insert_invitation(tx.db, invitation)
    tx.record(InvitationMade(invitation.invitation_id))


async def make_invitation_link(tx: Transaction, invitation_id: str) -> str | None:
    """The secret for the letter that is being made; None where the invitation was taken back."""
    secret = new_token()
    done = await links.set_invitation_link(tx.db, invitation_id, hash_token(secret))
    return secret if done else None


async def take_back(tx: Transaction, *, invitation_id: str) -> None:
    if not await links.delete_invitation(tx.db, invitation_id):
        raise NotFound()


async def accept_invitation(
    tx: Transaction,
    secret: str,
    *,
    name: str,
    user_agent: str,
    shared: bool,
    seen: Seen = NOTHING_SEEN,
    instead_of: Credential | None = None,
) -> NewSession:
    """Become a member and sign in: the letter proves the address. Refused where it was used or is old.

    Somebody who has an account meanwhile keeps it as it is.
    """
    await check_open(tx)
    await check_seen(tx, seen)
    open_one = await links.find_open_invitation(tx.db, hash_token(secret), tx.now)
    used = (
        await links.set_invitation_used(tx.db, open_one.invitation_id, tx.now) if open_one else None
    )
    if used is None:
        raise Refused(
            _("This invitation was used already or is too old. Ask for a new one."), code="gone"
        )
    person = await persons.find_person_by_email(tx.db, used.email)
    if person is None or person.state in (PersonState.ASKED, PersonState.WAITING):
        person = await add_member(tx, name=name, email=used.email)
    elif not rules.can_come_in(person.state):
        raise Refused(_("Your account is closed for now. Write to an administrator about it."))
    await keep_agreement(tx, person.person_id, seen, AgreedHow.INVITATION)
    return await open_session(
        tx, person, user_agent=user_agent, shared=shared, instead_of=instead_of
    )
