"""Duties that tell people what happened on the floors below: roles, tokens, who asks to join.

A duty's mark and its notices commit together, so each occasion is told once; the moment in a key
keeps a role that was given, taken and given again from passing in silence.
"""

from __future__ import annotations

from peerhub.core.clock import to_iso
from peerhub.core.events import PersonJoined, RoleGiven, TokenMade
from peerhub.core.transaction import Transaction
from peerhub.notifications.models import NoticeKind
from peerhub.notifications.service import notify
from peerhub.people.access import holders_anywhere, holders_of, people_by_id

WATCHERS = ("reviewer", "safeguarding")  # contract section 1: told of every role that is given


async def on_role_given(tx: Transaction, event: RoleGiven) -> None:
    """Every reviewer and every safeguarding lead hears of it, whoever gave the role."""
    person = (await people_by_id(tx.db, [event.person_id])).get(event.person_id)
    if person is None:
        return
    watching = {p.person_id for role in WATCHERS for p in await holders_anywhere(tx.db, role)}
    key = f"role:{event.person_id}:{event.role}:{to_iso(tx.now)}"
    for person_id in sorted(watching):
        await notify(
            tx,
            person_id,
            NoticeKind.ROLE_GIVEN,
            key=key,
            path="",
            name=person.name,
            role=event.role,
            scope=event.scope,
        )


async def on_token_made(tx: Transaction, event: TokenMade) -> None:
    """Its owner hears of it, also where an administrator or a command made it."""
    await notify(
        tx,
        event.person_id,
        NoticeKind.TOKEN_MADE,
        key=f"token:{event.token_id}",
        path="/me/security",
        scopes=", ".join(event.scopes.split()),
    )


async def on_person_joined(tx: Transaction, event: PersonJoined) -> None:
    """Where an administrator lets people in, administrators hear that somebody waits."""
    person = (await people_by_id(tx.db, [event.person_id])).get(event.person_id)
    if person is None or not event.waiting:
        return
    for administrator in await holders_of(tx.db, "administrator", ()):
        await notify(
            tx,
            administrator.person_id,
            NoticeKind.JOINER_WAITS,
            key=f"joiner:{event.person_id}",
            path="/admin/people",
            name=person.name,
        )
