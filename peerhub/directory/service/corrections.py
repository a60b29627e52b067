"""Suggest a correction to a page, take one over, or decline it."""

from __future__ import annotations

from peerhub.core.errors import Refused
from peerhub.core.events import CorrectionAnswered, CorrectionMade
from peerhub.core.keys import new_id
from peerhub.core.transaction import Transaction
from peerhub.core.words import _
from peerhub.directory.corrections import (
    Correction,
    CorrectionState,
    check_not_too_many,
    corrected,
)
from peerhub.directory.models import Organisation
from peerhub.directory.service.pages import change_organisation
from peerhub.directory.store import corrections as store
from peerhub.moderation.bounds import Place, Said, check_may_say
from peerhub.people.models import Person
from peerhub.people.rules import check_email


async def suggest(
    tx: Transaction, by: Person, known: Organisation, *, field: str, words: str, source: str
) -> Correction:
    """Those who look after the page are told; nothing of it changes yet."""
    if field == "email":
        words = _check_address(words)
    await check_may_say(tx, by, Place(()), Said(plain=[words, source]))
    check_not_too_many(await store.count_open(tx.db, known.organisation_id, by.person_id))
    new = Correction(new_id(), known.organisation_id, by.person_id, field, words, source, tx.now)
    await store.insert_correction(tx.db, new)
    tx.record(CorrectionMade(new.correction_id))
    return new


def _check_address(words: str) -> str:
    try:
        return check_email(words)
    except Refused as refusal:
        raise Refused(refusal.reason, field="words") from refusal


async def accept_correction(
    tx: Transaction, by: Person, known: Organisation, correction: Correction
) -> None:
    """What was written stands on the page at once, as a version of its own; what is chosen among
    answers is left to whoever accepts it.
    """
    await _answer(tx, correction, CorrectionState.ACCEPTED, "")
    if correction.is_written:
        await change_organisation(tx, by, known, corrected(known.profile, correction))


async def decline_correction(
    tx: Transaction, by: Person, correction: Correction, reason: str
) -> None:
    await check_may_say(tx, by, Place(()), Said(plain=[reason]))
    await _answer(tx, correction, CorrectionState.DECLINED, reason)


async def _answer(
    tx: Transaction, correction: Correction, state: CorrectionState, reason: str
) -> None:
    if not await store.set_state(tx.db, correction.correction_id, state, tx.now, reason):
        raise Refused(_("Somebody else has answered this already. Look again."))
    tx.record(CorrectionAnswered(correction.correction_id))
