"""Duties of people: letters, with links made at this very moment; who else must be told."""

from __future__ import annotations

from peerhub.community.access import community_for_anyone
from peerhub.core.events import (
    InvitationMade,
    JoinTried,
    LetterDue,
    PersonApproved,
    PersonJoined,
    RoleGiven,
    SignInLinkAsked,
    TokenMade,
)
from peerhub.core.mailer import Mail
from peerhub.core.transaction import Transaction
from peerhub.core.words import _
from peerhub.people import access, letters
from peerhub.people.models import LinkPurpose, Person, PersonState, RoleName
from peerhub.people.service.invite import make_invitation_link
from peerhub.people.service.links import make_link

PATHS = {
    LinkPurpose.SIGN_IN: "/sign-in/link",
    LinkPurpose.WELCOME: "/sign-in/link",
    LinkPurpose.RESET: "/reset",
}


async def _letter(tx: Transaction, to: str | None, subject: str, lines: list[str]) -> Mail | None:
    """None where there is no address any more: whoever left is not written to."""
    if not to:
        return None
    community = await community_for_anyone(tx.db)
    return letters.letter(to, subject, *lines, hub=community.name, address=tx.config.address)


async def _address(tx: Transaction, person_id: str) -> str | None:
    return await access.address_for_mail(tx.db, person_id)


async def _link(tx: Transaction, person_id: str, purpose: LinkPurpose) -> str:
    secret = await make_link(tx, person_id, purpose)
    return f"{tx.config.address}{PATHS[purpose]}/{secret}"


async def _closed_letter(tx: Transaction, to: str, person: Person) -> Mail | None:
    port = tx.closing
    found = await port.why_closed(tx.db, tx.keys, person.person_id, tx.now) if port else None
    lines = letters.suspended_lines(found, tx.config.address)
    return await _letter(tx, to, _("your account"), lines)


async def mail_asked_link(tx: Transaction, event: SignInLinkAsked) -> Mail | None:
    """The link somebody asked for, or how their account stands; nothing to an unknown address."""
    person = await access.person_by_email(tx.db, event.email)
    if person is None or person.state is PersonState.ERASED:
        return None
    if person.state is PersonState.WAITING:
        return await _letter(tx, event.email, _("you are waiting"), letters.waiting_lines())
    if person.state is PersonState.SUSPENDED:
        return await _closed_letter(tx, event.email, person)
    if person.state is PersonState.ASKED:
        link = await _link(tx, person.person_id, LinkPurpose.WELCOME)
        return await _letter(tx, event.email, _("come in"), letters.welcome_lines(link))
    purpose = LinkPurpose(event.purpose)
    link = await _link(tx, person.person_id, purpose)
    if purpose is LinkPurpose.RESET:
        return await _letter(tx, event.email, _("a new password"), letters.reset_lines(link))
    return await _letter(tx, event.email, _("sign in"), letters.sign_in_lines(link))


async def mail_joiner(tx: Transaction, event: PersonJoined) -> Mail | None:
    """To the joiner: the door where it is open, else that they are heard."""
    to = await _address(tx, event.person_id)
    if event.waiting:
        return await _letter(tx, to, _("we have your request"), letters.waiting_lines())
    found = await access.people_by_id(tx.db, [event.person_id])
    if not to or found[event.person_id].state is not PersonState.ASKED:
        return None
    link = await _link(tx, event.person_id, LinkPurpose.WELCOME)
    return await _letter(tx, to, _("come in"), letters.welcome_lines(link))


async def on_person_joined(tx: Transaction, event: PersonJoined) -> None:
    """Each administrator is told, by a letter of their own, that somebody waits."""
    if event.waiting:
        for person in await access.holders_of(tx.db, RoleName.ADMINISTRATOR, []):
            tx.record(LetterDue(person.person_id, event.person_id, "joiner"))


async def mail_known(tx: Transaction, event: JoinTried) -> Mail | None:
    """To the owner of the address, how they stand; whoever tried to join saw nothing of it."""
    person = await access.person_by_email(tx.db, event.email)
    if person is None:
        return None
    if person.state is PersonState.WAITING:
        return await _letter(tx, event.email, _("you are waiting"), letters.waiting_lines())
    if person.state is PersonState.SUSPENDED:
        return await _closed_letter(tx, event.email, person)
    lines = letters.known_lines(f"{tx.config.address}/sign-in")
    return await _letter(tx, event.email, _("you have an account"), lines)


async def mail_approved(tx: Transaction, event: PersonApproved) -> Mail | None:
    to = await _address(tx, event.person_id)
    if not to:
        return None
    link = await _link(tx, event.person_id, LinkPurpose.WELCOME)
    return await _letter(tx, to, _("you are in"), letters.approved_lines(link))


async def mail_invited(tx: Transaction, event: InvitationMade) -> Mail | None:
    """Somebody with an account is told so; nobody else learns that they have one."""
    invitation = await access.invitation_for_letter(tx.db, event.invitation_id)
    if invitation is None or invitation.used_at is not None:
        return None
    person = await access.person_by_email(tx.db, invitation.email)
    if person is not None and person.state is PersonState.MEMBER:
        lines = letters.known_lines(f"{tx.config.address}/sign-in")
        return await _letter(tx, invitation.email, _("you have an account"), lines)
    secret = await make_invitation_link(tx, event.invitation_id)
    if secret is None:
        return None
    link = f"{tx.config.address}/join/{secret}"
    return await _letter(tx, invitation.email, _("an invitation"), letters.invited_lines(link))


async def on_role_given(tx: Transaction, event: RoleGiven) -> None:
    """A role given on the machine itself is told to those who watch over the hub (contract section 1)."""
    if event.by_id:
        return
    told = set()
    for role in (RoleName.REVIEWER, RoleName.SAFEGUARDING):
        told |= {person.person_id for person in await access.holders_of(tx.db, role, [])}
    for person_id in sorted(told - {event.person_id}):
        detail = f"{event.role}@{event.scope}"
        tx.record(LetterDue(person_id, event.person_id, "role", detail))


async def mail_due(tx: Transaction, event: LetterDue) -> Mail | None:
    to = await _address(tx, event.to_id)
    if event.kind == "joiner":
        lines = letters.joiner_lines(f"{tx.config.address}/admin/people")
        return await _letter(tx, to, _("somebody waits to be let in"), lines)
    if event.kind == "role":
        return await _letter(tx, to, _("a role was given"), letters.role_lines(event.detail))
    raise LookupError("no such letter in this version")


async def mail_token(tx: Transaction, event: TokenMade) -> Mail | None:
    lines = letters.token_lines(f"{tx.config.address}/me/security")
    return await _letter(tx, await _address(tx, event.person_id), _("a new token"), lines)
