"""Say that an organisation is yours, take that back, agree or object, decide, and verify a page."""

from __future__ import annotations

from peerhub.core.errors import Forbidden, NotFound, Refused
from peerhub.core.events import ClaimDecided, ClaimMade, ClaimRipe
from peerhub.core.keys import new_id
from peerhub.core.transaction import Transaction
from peerhub.core.words import _
from peerhub.directory import rules
from peerhub.directory.claims import (
    Claim,
    ClaimAnswer,
    ClaimState,
    all_agree,
    check_may_answer,
    check_may_be_granted,
)
from peerhub.directory.models import Organisation
from peerhub.directory.service.logged import log_of
from peerhub.directory.store import claims as store
from peerhub.directory.store import editors, organisations
from peerhub.moderation.bounds import Place, Said, check_may_say
from peerhub.people.access import people_by_id
from peerhub.people.models import Person, PersonState


async def claim_organisation(tx: Transaction, by: Person, known: Organisation, words: str) -> Claim:
    """Those who edit the page are told and have seven days; without any it can be decided at once."""
    among = await editors.list_editors(tx.db, known.organisation_id)
    if by.person_id in among:
        raise Refused(_("You look after this page already."), field="words")
    await check_may_say(tx, by, Place(()), Said(plain=[words]))
    new = Claim(new_id(), known.organisation_id, by.person_id, words, tx.now)
    if not await store.insert_claim(tx.db, new):
        raise Refused(_("You have asked already. An administrator will answer."), field="words")
    tx.record(ClaimMade(new.claim_id))
    tx.record(ClaimRipe(new.claim_id), due_at=new.object_by if among else tx.now)
    await log_of(tx, by, "organisation.claimed", known)
    return new


async def withdraw_claim(tx: Transaction, by: Person, known: Organisation) -> None:
    """Their own, while nobody has decided it; else NotFound."""
    claim = await store.find_last_of(tx.db, known.organisation_id, by.person_id)
    state = ClaimState.WITHDRAWN
    if claim is None or not await store.set_claim_state(tx.db, claim.claim_id, state, tx.now):
        raise NotFound()
    await log_of(tx, by, "organisation.claim_withdrawn", known)


async def answer_claim(
    tx: Transaction, by: Person, claim: Claim, *, agrees: bool, words: str
) -> None:
    """As one who edits the page. Once all agree, administrators need not wait any more."""
    check_may_answer(claim, tx.now)
    await check_may_say(tx, by, Place(()), Said(plain=[words]))
    said = "" if agrees else words
    await store.set_answer(tx.db, ClaimAnswer(claim.claim_id, by.person_id, agrees, said, tx.now))
    among = await editors.list_editors(tx.db, claim.organisation_id)
    if all_agree(among, await store.list_answers(tx.db, claim.claim_id)):
        tx.record(ClaimRipe(claim.claim_id))


async def grant_claim(
    tx: Transaction, by: Person, claim: Claim, known: Organisation, reason: str
) -> None:
    """They edit the page from now on, and it is verified by the hub, today."""
    among = await editors.list_editors(tx.db, known.organisation_id)
    check_may_be_granted(claim, among, await store.list_answers(tx.db, claim.claim_id), tx.now)
    asker = (await people_by_id(tx.db, [claim.person_id])).get(claim.person_id)
    if asker is None or asker.state is not PersonState.MEMBER:
        raise Refused(_("Whoever asked cannot come in any more. Say no."), field="theirs")
    await _decide(tx, by, claim, ClaimState.GRANTED, reason)
    if asker.person_id not in among:
        rules.check_room_for_editor(among)
        await editors.insert_editor(tx.db, known.organisation_id, asker.person_id)
    await organisations.set_verified(tx.db, known.organisation_id, tx.now)
    await log_of(tx, by, "organisation.claim_granted", known, asker.person_id)


async def refuse_claim(
    tx: Transaction, by: Person, claim: Claim, known: Organisation, reason: str
) -> None:
    await _decide(tx, by, claim, ClaimState.REFUSED, reason)
    await log_of(tx, by, "organisation.claim_refused", known, claim.person_id)


async def _decide(
    tx: Transaction, by: Person, claim: Claim, state: ClaimState, reason: str
) -> None:
    await check_may_say(tx, by, Place(()), Said(plain=[reason]))
    if not await store.set_claim_state(tx.db, claim.claim_id, state, tx.now, reason):
        raise Refused(_("Somebody else has decided this, or it was taken back. Look again."))
    tx.record(ClaimDecided(claim.claim_id))


async def verify(tx: Transaction, by: Person, known: Organisation, *, on: bool) -> None:
    """An administrator's word that those who edit the page belong to it, or no more; never about a
    page that they edit themselves.
    """
    among = await editors.list_editors(tx.db, known.organisation_id)
    if not rules.is_administrator(by) or by.person_id in among:
        raise Forbidden()
    if on and not among:
        raise Refused(_("Nobody looks after this page yet. Say first who does."))
    await organisations.set_verified(tx.db, known.organisation_id, tx.now if on else None)
    action = "organisation.verified" if on else "organisation.unverified"
    await log_of(tx, by, action, known)
