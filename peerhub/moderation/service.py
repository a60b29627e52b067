"""Verbs of moderation: screen and hold while something is written; report, decide afterwards."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict

import orjson
from sqlalchemy.ext.asyncio import AsyncConnection

from peerhub.community.access import community_for_anyone
from peerhub.core.errors import Refused
from peerhub.core.events import CaseDecided, ItemHeld, ItemReported
from peerhub.core.items import ItemCard, ItemRef, Outcome
from peerhub.core.keys import Keys, new_id
from peerhub.core.receipts import first_answer, hash_body, insert_receipts, receipt_key
from peerhub.core.transaction import Transaction
from peerhub.core.words import _
from peerhub.moderation import access, audit, rules, store
from peerhub.moderation.models import (
    STANDING_CAP,
    Case,
    CaseKind,
    CaseState,
    Decision,
    DecisionOutcome,
    ReportReason,
    TrailFault,
    Verdict,
)
from peerhub.people.models import Person


async def screen(tx: Transaction, author_ids: Sequence[str]) -> list[Verdict]:
    """A verdict for each new item of a group, in order; what is allowed counts for its author.

    The first posts of a new member wait where the hub wants it so (`hold_first_posts`).
    """
    before = await store.list_standings(tx.db, author_ids)
    wanted = (await community_for_anyone(tx.db)).hold_first_posts
    after = dict(before)
    verdicts = []
    for author_id in author_ids:
        published = after.get(author_id, 0)
        if published < wanted:
            verdicts.append(Verdict.HOLD)
            continue
        verdicts.append(Verdict.ALLOW)
        after[author_id] = min(published + 1, STANDING_CAP)
    await store.set_standings(tx.db, before, after)
    return verdicts


async def count_published(tx: Transaction, author_id: str) -> None:
    """A held item was released: it counts as one of its author's first posts."""
    before = await store.list_standings(tx.db, [author_id])
    published = min(before.get(author_id, 0) + 1, STANDING_CAP)
    await store.set_standings(tx.db, before, {author_id: published})


async def hold(tx: Transaction, item: ItemRef, *, author_id: str, place: str, sector: str) -> Case:
    """Open a case for an item that waits; its moderators hear of it.

    `author_id` is "" for what was written without a name: the case then knows nobody either.
    """
    case = Case(new_id(), CaseKind.HOLD, item, author_id, place, sector, CaseState.OPEN, tx.now)
    await store.insert_case(tx.db, case)
    tx.record(ItemHeld(case.case_id))
    return case


async def report(
    tx: Transaction,
    person: Person,
    *,
    item: ItemRef,
    reason: ReportReason,
    note: str,
    client_id: str,
) -> str:
    """Report an item that this person sees; the reference. A retry gets the same reference.

    NotFound where they do not see it. Reports of one item join its open case.
    """
    key = receipt_key(tx, person.person_id, client_id)
    digest = hash_body("report", str(item), reason, note)
    before = await first_answer(tx, key, digest)
    if before:
        return str(before["reference"])
    card = await access.item_for_reporter(tx.db, tx.contents, person, item)
    case = await _join_case(tx, card)
    sealed = _seal(tx, case, person, card, reason=reason, note=note)
    await store.insert_report(tx.db, sealed)
    await insert_receipts(tx, [(key, digest, {"reference": sealed.reference})])
    tx.record(ItemReported(case.case_id, sealed.report_id))
    return sealed.reference


async def _join_case(tx: Transaction, card: ItemCard) -> Case:
    """The item's open case, else a new one. It stays open until this transaction ends."""
    while True:
        found = await store.find_open_case(tx.db, CaseKind.REPORT, card.ref)
        if found:
            return found
        new = Case(
            new_id(),
            CaseKind.REPORT,
            card.ref,
            card.author_id,
            card.place,
            card.sector,
            CaseState.OPEN,
            tx.now,
        )
        await store.ensure_case(tx.db, new)


def _seal(
    tx: Transaction, case: Case, person: Person, card: ItemCard, *, reason: str, note: str
) -> store.SealedReport:
    report_id, sign = new_id(), new_id()
    copy = orjson.dumps(asdict(card)).decode()
    return store.SealedReport(
        report_id=report_id,
        case_id=case.case_id,
        reporter_id=person.person_id,
        reason=reason,
        note=tx.keys.seal(note, about=access.note_place(report_id)),
        copy=tx.keys.seal(copy, about=access.copy_place(report_id)),
        reference=f"{sign[:4]}-{sign[4:8]}",
        at=tx.now,
    )


async def decide(
    tx: Transaction,
    person: Person,
    case_id: str,
    *,
    outcome: DecisionOutcome,
    reason: str,
    seen: str,
) -> None:
    """Decide a case and carry it out, in one transaction. Two moderators cannot both win.

    NotFound where it is not theirs; Refused "gone" where somebody was faster. The same decision
    from the same person again is a retry and changes nothing.
    """
    case = await access.case_for_moderator(tx.db, person, case_id)
    await access.check_not_own(tx.db, tx.keys, tx.contents, person, case)
    card = await access.card_for_moderator(tx.db, tx.contents, case)
    if case.state is CaseState.DECIDED:
        await _check_own(tx, person, case_id, outcome)
        return
    rules.check_decision(case, card, outcome, reason, seen)
    if not await store.set_case_decided(tx.db, case_id, tx.now):
        await _check_own(tx, person, case_id, outcome)
        return
    decision = Decision(new_id(), case_id, person.person_id, outcome, reason, tx.now)
    await store.insert_decision(tx.db, decision)
    await audit.append(
        tx,
        actor_id=person.person_id,
        action=f"case.{outcome}",
        subject=str(case.item),
        detail=f"case:{case_id} decision:{decision.decision_id}",
    )
    if outcome is not DecisionOutcome.LEAVE:
        await tx.contents[case.item.kind].apply(tx, case.item.id, Outcome(outcome), reason)
    tx.record(CaseDecided(case_id, decision.decision_id))


async def _check_own(
    tx: Transaction, person: Person, case_id: str, outcome: DecisionOutcome
) -> None:
    """Refused unless this very decision stands already, from this very person."""
    found = await store.find_decision(tx.db, case_id)
    if found is None or (found.moderator_id, found.outcome) != (person.person_id, outcome):
        raise Refused(_("Somebody else was faster: this was decided already."), code="gone")


async def note(
    tx: Transaction, *, actor_id: str, action: str, subject: str, detail: str = ""
) -> None:
    """An entry of the audit trail for power used in a place: ids and words of ours, never people's."""
    await audit.append(tx, actor_id=actor_id, action=action, subject=subject, detail=detail)


async def verify_audit(db: AsyncConnection, keys: Keys) -> tuple[int, TrailFault | None]:
    """How many entries of the audit trail stand, and where it is broken, if it is."""
    return await audit.verify(db, keys)
