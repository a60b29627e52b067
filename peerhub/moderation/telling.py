"""Duties about people: tell them what was done and what has ended, and end it when its time comes.

Who cannot come in is written to: what, why, for how long, and where to ask for another look.
"""

from __future__ import annotations

from peerhub.community.access import community_for_anyone
from peerhub.core.clock import to_iso
from peerhub.core.events import MeasureDue, MeasureEnded, MeasureTaken
from peerhub.core.mailer import Mail
from peerhub.core.transaction import Transaction
from peerhub.core.words import _
from peerhub.moderation import taken
from peerhub.moderation.appeals import appeal_path
from peerhub.moderation.measures import Measure
from peerhub.moderation.models import Decision
from peerhub.moderation.service.measure import end
from peerhub.moderation.steps import measure_words
from peerhub.notifications.models import NoticeKind
from peerhub.notifications.service import notify
from peerhub.people.access import address_for_mail
from peerhub.people.letters import letter


async def on_measure_taken(tx: Transaction, event: MeasureTaken) -> None:
    """A notice, which waits for who cannot come in now."""
    found = await taken.measure_to_tell(tx.db, event.measure_id)
    if found is None or not found[0].kind.is_told or found[0].pseudonym_id:
        return  # who wrote without a name finds it told among what nobody knows to be theirs
    measure, decision, _case = found
    await notify(
        tx,
        measure.person_id,
        NoticeKind.MEASURE,
        key=f"measure:{measure.measure_id}",
        path=appeal_path(tx.keys, decision.decision_id),
        measure=measure.kind,
        scope=measure.scope,
        until=to_iso(measure.until_at) if measure.until_at else "",
        reason=decision.reason,
    )


async def on_measure_due(tx: Transaction, event: MeasureDue) -> None:
    await end(tx, event.measure_id)


async def on_measure_ended(tx: Transaction, event: MeasureEnded) -> None:
    """With the reason, where somebody lifted it."""
    found = await taken.measure_to_tell(tx.db, event.measure_id)
    if found is None or found[0].pseudonym_id:
        return
    measure, decision, _case = found
    lifting = await taken.lifting_of(tx.db, measure)
    await notify(
        tx,
        measure.person_id,
        NoticeKind.MEASURE_ENDED,
        key=f"ended:{measure.measure_id}",
        path=appeal_path(tx.keys, decision.decision_id),
        measure=measure.kind,
        reason=lifting.reason if lifting else "",
    )


async def mail_measure(tx: Transaction, event: MeasureTaken) -> Mail | None:
    """To who cannot come in and so reads no notice."""
    found = await taken.measure_to_tell(tx.db, event.measure_id)
    if found is None or not found[0].kind.closes or found[0].ended_at:
        return None
    measure, decision, _case = found
    return await _letter(tx, measure, [measure_words(measure), *_why(tx, decision)])


async def mail_measure_ended(tx: Transaction, event: MeasureEnded) -> Mail | None:
    found = await taken.measure_to_tell(tx.db, event.measure_id)
    if found is None or not found[0].kind.closes:
        return None
    lifting = await taken.lifting_of(tx.db, found[0])
    why = [_("The reason: “%(reason)s”.") % {"reason": lifting.reason}] if lifting else []
    return await _letter(tx, found[0], [_("You can sign in again."), *why])


def _why(tx: Transaction, decision: Decision) -> list[str]:
    rule = [_("The ground rule: “%(rule)s”.") % {"rule": decision.rule}] if decision.rule else []
    return [
        *rule,
        _("The reason: “%(reason)s”.") % {"reason": decision.reason},
        _("If you think this is wrong, ask here for another look. You need not sign in:"),
        f"{tx.config.address}{appeal_path(tx.keys, decision.decision_id)}",
    ]


async def _letter(tx: Transaction, measure: Measure, lines: list[str]) -> Mail | None:
    to = await address_for_mail(tx.db, measure.person_id)
    if not to:
        return None
    hub = (await community_for_anyone(tx.db)).name
    return letter(to, _("your account"), *lines, hub=hub, address=tx.config.address)
