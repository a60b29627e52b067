"""What a lead does with a concern. Every verb writes a signed line, and asks where it may go next."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from peerhub.core.errors import Refused
from peerhub.core.events import ConcernDue
from peerhub.core.transaction import Transaction
from peerhub.core.words import _
from peerhub.moderation.safeguarding import rules
from peerhub.moderation.safeguarding.access import (
    Holder,
    OpenConcern,
    check_open,
    concern_opened,
    concern_outside,
)
from peerhub.moderation.safeguarding.kinds import RecordPart
from peerhub.moderation.safeguarding.models import (
    Concern,
    ConcernState,
    EntryKind,
    Letter,
)
from peerhub.moderation.safeguarding.sealed import Line, letter_place
from peerhub.moderation.safeguarding.service.call import climb
from peerhub.moderation.safeguarding.service.unlock import note_use
from peerhub.moderation.safeguarding.service.write import write
from peerhub.moderation.safeguarding.store import concerns
from peerhub.moderation.safeguarding.wall import seal_to


async def look(tx: Transaction, holder: Holder, concern_id: str) -> OpenConcern:
    """Open a concern to read it. The look is written first: where it cannot be, nothing is shown."""
    concern = await concern_outside(tx.db, holder, concern_id)
    pen = check_open(holder)
    await write(tx, concern, Line(EntryKind.LOOK, {}, pen))
    await note_use(tx, holder)
    if concern.state is ConcernState.WAITING:
        await _move(tx, concern, ConcernState.SEEN)
    return await concern_opened(tx.db, holder, concern_id)


async def take(tx: Transaction, holder: Holder, concern_id: str) -> None:
    """I look after this one. A look alone is no acting, and neither is this: the clock goes on."""
    concern = await concern_outside(tx.db, holder, concern_id)
    await write(tx, concern, Line(EntryKind.TAKEN, {}, check_open(holder)))
    if concern.state is ConcernState.WAITING:
        await _move(tx, concern, ConcernState.SEEN)


async def pass_on(tx: Transaction, holder: Holder, concern_id: str) -> None:
    """I cannot open it, or it is not for me: the next rung is called at once. Needs no open key."""
    concern = await concern_outside(tx.db, holder, concern_id)
    if holder.pen is not None:
        await write(tx, concern, Line(EntryKind.PASSED, {}, holder.pen))
    if concern.state in (ConcernState.WAITING, ConcernState.SEEN):
        await climb(tx, replace(concern, state=ConcernState.WAITING))
        await concerns.set_concern(tx.db, concern_id, state=ConcernState.WAITING)


async def act(
    tx: Transaction, holder: Holder, concern_id: str, kind: EntryKind, said: Mapping[str, str]
) -> Concern:
    """Write down something that was done; the first one stops the clock."""
    concern = await concern_outside(tx.db, holder, concern_id)
    rules.check_not_closed(concern)
    await write(tx, concern, Line(kind, said, check_open(holder)))
    await note_use(tx, holder)
    if concern.state is not ConcernState.IN_HAND:
        return await _move(tx, concern, ConcernState.IN_HAND)
    return concern


async def write_record(
    tx: Transaction, holder: Holder, concern_id: str, said: Mapping[str, str]
) -> None:
    """One part of the record. A referral wants to know first what the person wishes."""
    if said.get("part") == RecordPart.REFERRAL:
        opened = await concern_opened(tx.db, holder, concern_id)
        rules.check_referral(opened.concern, opened.entries)
    await act(tx, holder, concern_id, EntryKind.RECORD, said)


async def write_letter(tx: Transaction, holder: Holder, concern_id: str, words: str) -> None:
    """To whoever raised it: sealed to the concern, and to the code that they alone have."""
    concern = await concern_outside(tx.db, holder, concern_id)
    rules.check_not_closed(concern)
    entry = await write(tx, concern, Line(EntryKind.LETTER, {"words": words}, check_open(holder)))
    place = letter_place(concern_id, entry.number)
    sealed = seal_to(concern.reply_box, words.encode(), about=place)
    await concerns.insert_letter(tx.db, concern_id, Letter(entry.number, sealed, tx.now))
    if concern.state is not ConcernState.IN_HAND:
        await _move(tx, concern, ConcernState.IN_HAND)


async def close(
    tx: Transaction, holder: Holder, concern_id: str, *, outcome: str, why: str
) -> None:
    """Never without a reason, "nothing to do" included."""
    concern = await concern_outside(tx.db, holder, concern_id)
    rules.check_not_closed(concern)
    if concern.state is ConcernState.WAITING:
        raise Refused(_("Look at this concern before you close it."))
    said = {"outcome": outcome, "why": why}
    await write(tx, concern, Line(EntryKind.CLOSED, said, check_open(holder)))
    await _move(tx, concern, ConcernState.CLOSED)


async def open_again(tx: Transaction, holder: Holder, concern_id: str, why: str) -> None:
    """Refused where it is not closed: it would stop the clock of one that nobody has looked at."""
    concern = await concern_outside(tx.db, holder, concern_id)
    if concern.state is not ConcernState.CLOSED:
        raise Refused(_("This concern is open. Nobody has to open it again."))
    await write(tx, concern, Line(EntryKind.OPENED_AGAIN, {"why": why}, check_open(holder)))
    await _move(tx, concern, ConcernState.IN_HAND)


async def set_review(tx: Transaction, holder: Holder, concern_id: str, on: datetime | None) -> None:
    """When somebody looks again; leads are reminded on that day."""
    said = {"on": on.date().isoformat() if on else ""}
    await act(tx, holder, concern_id, EntryKind.REVIEW, said)
    await concerns.set_concern(tx.db, concern_id, review_on=on)
    if on is not None:
        tx.record(ConcernDue(concern_id), due_at=on)


async def hold(tx: Transaction, holder: Holder, concern_id: str, *, held: bool, why: str) -> None:
    """A legal hold: nothing of it is deleted while it stands."""
    concern = await concern_outside(tx.db, holder, concern_id)
    said = {"held": "yes" if held else "", "why": why}
    await write(tx, concern, Line(EntryKind.HOLD, said, check_open(holder)))
    await concerns.set_concern(tx.db, concern_id, held=held)


async def join(tx: Transaction, holder: Holder, concern_id: str, other_id: str) -> None:
    """Two flags of one thing: each chronology says so, and the later one leads to the earlier."""
    concern = await concern_outside(tx.db, holder, concern_id)
    other = await concern_outside(tx.db, holder, other_id)
    rules.check_not_closed(concern)
    if concern.concern_id == other.concern_id or other.joined_to:
        raise Refused(_("Choose another concern that is open for itself."), field="other")
    pen = check_open(holder)
    await write(tx, concern, Line(EntryKind.JOINED, {"to": other_id}, pen))
    await write(tx, other, Line(EntryKind.JOINED, {"with": concern_id}, pen))
    await concerns.set_concern(tx.db, concern_id, joined_to=other_id)
    if concern.state is not ConcernState.IN_HAND:
        await _move(tx, concern, ConcernState.IN_HAND)


async def _move(tx: Transaction, concern: Concern, state: ConcernState) -> Concern:
    """To a state, with the time that it gives whoever is on it."""
    rules.check_transition(concern, state)
    moved = replace(concern, state=state)
    moved = replace(moved, due_at=rules.due_at(moved, tx.now))
    fields: dict[str, Any] = {"state": state, "due_at": moved.due_at}
    if state is ConcernState.SEEN and concern.seen_at is None:
        fields["seen_at"] = tx.now
    if state is ConcernState.IN_HAND and concern.acted_at is None:
        fields["acted_at"] = tx.now
    if state is ConcernState.IN_HAND and concern.state is ConcernState.CLOSED:
        fields["closed_at"] = None
    if state is ConcernState.CLOSED:
        fields["closed_at"] = tx.now
    await concerns.set_concern(tx.db, concern.concern_id, **fields)
    if moved.due_at is not None:
        tx.record(ConcernDue(concern.concern_id), due_at=moved.due_at)
    return moved
