"""Call people about a concern: who, by which ways, and the next ones where a way fails.

Nothing that leaves the hub says what it is about, or who: only that somebody must look.
"""

from __future__ import annotations

from dataclasses import replace

from peerhub.core.clock import to_iso
from peerhub.core.events import ConcernDue, LeadToTell
from peerhub.core.transaction import Transaction
from peerhub.moderation.safeguarding import rules
from peerhub.moderation.safeguarding.access import not_frozen
from peerhub.moderation.safeguarding.models import (
    Channel,
    Concern,
    ConcernState,
    Rung,
    Telling,
    Tried,
)
from peerhub.moderation.safeguarding.store import concerns, keys, rota
from peerhub.notifications.models import NoticeKind
from peerhub.notifications.service import notify

QUEUE = "/safeguarding"


async def begin(tx: Transaction, concern_id: str) -> None:
    """The first call, as soon as a concern is stored."""
    concern = await concerns.find_concern(tx.db, concern_id)
    if concern is not None and concern.state is ConcernState.WAITING:
        await call(tx, concern)


async def call(tx: Transaction, concern: Concern, *, but: frozenset[str] = frozenset()) -> None:
    """Everybody of the rung on which it stands; the next rung at once where nobody is on this one.

    `but`: ids of those whom the same way has just failed to reach.
    """
    while True:
        people = [one for one in await people_of(tx, concern) if one not in but]
        if people or concern.rung is Rung.NOBODY:
            break
        concern = await _lift(tx, concern)
    for person_id in people:
        await notify(
            tx,
            person_id,
            NoticeKind.CONCERN_WAITS,
            key=f"concern:{concern.concern_id}:{concern.rung}:{to_iso(tx.now)}",
            path=QUEUE,
        )
        await _begin(tx, concern, person_id, Channel.MAIL)
    if tx.config.alert_url and not but:
        await _begin(tx, concern, "", Channel.PAGER)


async def people_of(tx: Transaction, concern: Concern) -> list[str]:
    """Ids of those on this rung who can open it, are not away, and are not frozen."""
    circle = await keys.load_circle(tx.db)
    sealed_to = await concerns.list_key_ids(tx.db, concern.concern_id)
    parts = rules.RUNG_PARTS[concern.rung]
    held = [k.person_id for k in circle.holders(*parts) if k.key_id in sealed_to]
    people = await not_frozen(tx.db, held)
    if concern.rung is not Rung.ON_DUTY:
        return people  # also those who are off duty: somebody has to come
    return rules.on_duty(people, await rota.list_shifts(tx.db), tx.now)


async def _begin(tx: Transaction, concern: Concern, person_id: str, channel: Channel) -> None:
    tried = Tried(concern.concern_id, concern.rung, person_id, channel, Telling.WAITING, tx.now)
    if await rota.insert_telling(tx.db, tried):
        tx.record(LeadToTell(concern.concern_id, concern.rung, person_id, channel))


async def settle(tx: Transaction, tried: Tried) -> None:
    """Keep what came of a try. A way that failed is nobody told: the next rung is called at once."""
    await rota.set_telling(tx.db, tried)
    concern = await concerns.find_concern(tx.db, tried.concern_id)
    if concern is None or tried.state is Telling.TOLD or tried.rung != concern.rung:
        return
    if concern.state is ConcernState.WAITING and concern.rung is not Rung.NOBODY:
        called = await rota.list_tellings(tx.db, concern.concern_id)
        await call(tx, await _lift(tx, concern), but=frozenset(one.person_id for one in called))


async def climb(tx: Transaction, concern: Concern) -> Concern:
    """To the next rung, with a new time by which somebody must act; on the last, everybody again."""
    if concern.rung is Rung.NOBODY:
        await rota.forget_tellings(tx.db, concern.concern_id, Rung.NOBODY)
    concern = await _lift(tx, concern)
    await call(tx, concern)
    return concern


async def _lift(tx: Transaction, concern: Concern) -> Concern:
    concern = replace(concern, rung=rules.next_rung(concern.rung))
    concern = replace(concern, due_at=rules.due_at(concern, tx.now))
    await concerns.set_concern(tx.db, concern.concern_id, rung=concern.rung, due_at=concern.due_at)
    if concern.due_at is not None:
        tx.record(ConcernDue(concern.concern_id), due_at=concern.due_at)
    return concern


async def when_due(tx: Transaction, concern_id: str) -> None:
    """Its time is over: seen or not, it climbs, unless somebody acted or it has a new time."""
    concern = await concerns.find_concern(tx.db, concern_id)
    if concern is None:
        return
    if concern.review_on is not None and concern.review_on <= tx.now:
        await concerns.set_concern(tx.db, concern_id, review_on=None)
        await remind(tx, concern)
    if await rota.take_reminders(tx.db, concern_id, tx.now):
        await remind(tx, concern)
    if concern.due_at is not None and concern.due_at <= tx.now:
        await climb(tx, concern)


async def remind(tx: Transaction, concern: Concern) -> None:
    """Somebody wanted to look again today, or there is something new to read."""
    for person_id in await people_of(tx, replace(concern, rung=max(concern.rung, Rung.ALL))):
        await notify(
            tx,
            person_id,
            NoticeKind.CONCERN_WAITS,
            key=f"review:{concern.concern_id}:{to_iso(tx.now)}",
            path=f"{QUEUE}/concerns/{concern.concern_id}",
        )
