"""Duties of safeguarding: call people, climb, end the keys of who leaves, forget what is old enough."""

from __future__ import annotations

from datetime import timedelta

from peerhub.core.duties import go_on
from peerhub.core.events import (
    ConcernDue,
    ConcernRaised,
    DangerSeen,
    PersonSuspended,
    RoleTaken,
    SafeguardingSwept,
    SessionsEnded,
    UnsafeSaid,
)
from peerhub.core.items import ItemRef
from peerhub.core.transaction import Transaction
from peerhub.moderation.safeguarding.service.call import begin, when_due
from peerhub.moderation.safeguarding.service.join_circle import end_keys_of
from peerhub.moderation.safeguarding.service.keep import (
    ask_to_look_through,
    forget_old,
    remind_of_contacts,
)
from peerhub.moderation.safeguarding.service.raise_for import raise_for_report, raise_for_words
from peerhub.moderation.safeguarding.service.unlock import lock_ended

SWEEP_EVERY = timedelta(days=1)


async def on_concern_raised(tx: Transaction, event: ConcernRaised) -> None:
    await begin(tx, event.concern_id)


async def on_concern_due(tx: Transaction, event: ConcernDue) -> None:
    await when_due(tx, event.concern_id)


async def on_danger_seen(tx: Transaction, event: DangerSeen) -> None:
    await raise_for_words(tx, ItemRef(event.item_kind, event.item_id), event.author_id)


async def on_unsafe_said(tx: Transaction, event: UnsafeSaid) -> None:
    await raise_for_report(tx, event.report_id)


async def on_role_taken(tx: Transaction, event: RoleTaken) -> None:
    if event.role == "safeguarding":
        await end_keys_of(tx, event.person_id)


async def on_sessions_ended(tx: Transaction, event: SessionsEnded) -> None:
    await lock_ended(tx, event.person_id, event.session_id)


async def on_person_suspended(tx: Transaction, event: PersonSuspended) -> None:
    await end_keys_of(tx, event.person_id)


async def on_swept(tx: Transaction, _event: SafeguardingSwept) -> None:
    """Once a day: what was closed long enough ago goes, and old contacts are brought to mind."""
    await forget_old(tx)
    await remind_of_contacts(tx)
    await ask_to_look_through(tx)
    await go_on(tx, SafeguardingSwept(), due_at=tx.now + SWEEP_EVERY)
