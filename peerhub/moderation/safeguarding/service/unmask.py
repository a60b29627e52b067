"""Open who is behind a name: two leads and a reason. Where life is at risk now one lead, and the second
is called at once and looks at it within a day. It is shown for a day, and counted for everybody.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from peerhub.core.clock import to_iso
from peerhub.core.errors import Refused
from peerhub.core.events import ConcernDue
from peerhub.core.transaction import Transaction
from peerhub.core.words import _
from peerhub.moderation.safeguarding.access import Holder, OpenConcern, check_open, concern_opened
from peerhub.moderation.safeguarding.models import EntryKind, Part, Urgency
from peerhub.moderation.safeguarding.service.handle import act
from peerhub.moderation.safeguarding.store import concerns
from peerhub.moderation.service.trail import note
from peerhub.notifications.models import NoticeKind
from peerhub.notifications.service import notify

SHOWN_FOR = timedelta(hours=24)
ASKED, OPENED, ALONE = "asked", "opened", "alone"


@dataclass(frozen=True, slots=True)
class Unmasking:
    """How it stands: who asked (a person's id), and until when the name is shown."""

    possible: bool
    asked_by: str = ""
    why: str = ""
    until: datetime | None = None


def unmasking_of(opened: OpenConcern, now: datetime) -> Unmasking:
    """`possible` where the item bears no author that the hub would show."""
    card_author = '"author_id":""' in opened.flag.get("copy", "")
    steps = [e for e in opened.entries if e.kind is EntryKind.UNMASK and e.signed]
    if not steps:
        return Unmasking(card_author)
    last = steps[-1]
    if last.said.get("step") == ASKED:
        return Unmasking(card_author, last.by, last.said.get("why", ""))
    until = last.at + SHOWN_FOR
    return Unmasking(card_author, until=until if until > now else None)


async def unmask(tx: Transaction, holder: Holder, concern_id: str, why: str) -> None:
    """The first lead asks, the second opens; where life is at risk now the first opens alone."""
    opened = await concern_opened(tx.db, holder, concern_id)
    pen = check_open(holder)
    if pen.key.part is Part.CONTACT:
        raise Refused(_("Leads and deputies open who is behind a name."), field="unmask_why")
    stands = unmasking_of(opened, tx.now)
    if not stands.possible:
        raise Refused(_("This was written under a name that is no secret."), field="unmask_why")
    if stands.asked_by == pen.key.person_id:
        raise Refused(_("You have asked already. Another lead has to agree."), field="unmask_why")
    if not stands.asked_by and not why:
        raise Refused(_("Say why the person has to be known."), field="unmask_why")
    alone = opened.concern.urgency is Urgency.NOW and not stands.asked_by
    step = ALONE if alone else OPENED if stands.asked_by else ASKED
    await act(tx, holder, concern_id, EntryKind.UNMASK, {"step": step, "why": why or stands.why})
    if step is not ASKED:
        await note(tx, actor_id=pen.key.person_id, action="name.unmasked", subject=f"step:{step}")
    if step is not OPENED:
        await _call_others(tx, holder, concern_id)
    if step is ALONE:
        await concerns.set_concern(tx.db, concern_id, review_on=tx.now + SHOWN_FOR)
        tx.record(ConcernDue(concern_id), due_at=tx.now + SHOWN_FOR)


async def _call_others(tx: Transaction, holder: Holder, concern_id: str) -> None:
    sealed_to = await concerns.list_key_ids(tx.db, concern_id)
    for key in holder.circle.holders(Part.LEAD, Part.DEPUTY):
        if key.key_id in sealed_to and key.person_id != holder.person.person_id:
            await notify(
                tx,
                key.person_id,
                NoticeKind.CONCERN_WAITS,
                key=f"unmask:{concern_id}:{to_iso(tx.now)}",
                path=f"/safeguarding/concerns/{concern_id}",
            )


async def person_behind(tx: Transaction, opened: OpenConcern) -> str:
    """The id of whoever wrote it, while it may be shown; "" otherwise."""
    stands, item = unmasking_of(opened, tx.now), opened.item
    if stands.until is None or item is None or item.kind not in tx.contents:
        return ""
    return await tx.contents[item.kind].author_behind(tx.db, tx.keys, item.id)
