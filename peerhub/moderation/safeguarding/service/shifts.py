"""Say when one is on duty. Away, one hands over: somebody else has to be there."""

from __future__ import annotations

from collections.abc import Sequence

from peerhub.core.clock import to_iso
from peerhub.core.errors import Forbidden, Refused
from peerhub.core.hours import hours_from
from peerhub.core.transaction import Transaction
from peerhub.core.words import _
from peerhub.moderation.safeguarding.access import HOLDERS, Holder
from peerhub.moderation.safeguarding.models import DutyManner, Shift
from peerhub.moderation.safeguarding.store import rota
from peerhub.notifications.models import NoticeKind
from peerhub.notifications.service import notify


async def set_shift(
    tx: Transaction,
    holder: Holder,
    *,
    manner: DutyManner,
    opens: Sequence[str],
    closes: Sequence[str],
    out_of_hours: str,
) -> None:
    """Forbidden for who has no key that counts; Refused where nobody would be left at all."""
    if not holder.counts:
        raise Forbidden()
    hours = hours_from(list(opens), list(closes)) if manner is DutyManner.HOURS else ()
    if manner is DutyManner.HOURS and not hours:
        raise Refused(_("Write at least one day with its hours."), field="opens")
    if manner is DutyManner.AWAY:
        await _check_somebody_stays(tx, holder)
    shift = Shift(holder.person.person_id, manner, hours, out_of_hours)
    before = (await rota.list_shifts(tx.db)).get(holder.person.person_id)
    await rota.set_shift(tx.db, shift)
    if manner is DutyManner.AWAY and (before is None or before.manner is not DutyManner.AWAY):
        await _hand_over(tx, holder)


async def _hand_over(tx: Transaction, holder: Holder) -> None:
    """The others hear that what was theirs is now everybody's; what they say stands on the rota."""
    for one in await _here_besides(tx, holder):
        await notify(
            tx,
            one,
            NoticeKind.DUTY_HANDED,
            key=f"handed:{holder.person.person_id}:{to_iso(tx.now)}",
            path="/safeguarding/rota",
            name=holder.person.name,
        )


async def _check_somebody_stays(tx: Transaction, holder: Holder) -> None:
    if not await _here_besides(tx, holder):
        raise Refused(_("Everybody else is away. Ask somebody to take over before you go."))


async def _here_besides(tx: Transaction, holder: Holder) -> list[str]:
    """Ids of the others in the circle who are not away."""
    found = await rota.list_shifts(tx.db)
    others = [k.person_id for k in holder.circle.holders(*HOLDERS)]
    return [
        one
        for one in others
        if one != holder.person.person_id
        and (one not in found or found[one].manner is not DutyManner.AWAY)
    ]
