"""Report an item: sealed as it stood, joined to its open case."""

from __future__ import annotations

from dataclasses import asdict

import orjson

from peerhub.core.events import ItemReported
from peerhub.core.items import ItemCard, ItemRef
from peerhub.core.keys import new_id
from peerhub.core.receipts import first_answer, hash_body, insert_receipts, receipt_key
from peerhub.core.transaction import Transaction
from peerhub.moderation import access
from peerhub.moderation.models import Case, CaseKind, CaseState, ReportReason
from peerhub.moderation.store import cases, reports
from peerhub.people.models import Person


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
    await reports.insert_report(tx.db, sealed)
    await insert_receipts(tx, [(key, digest, {"reference": sealed.reference})])
    tx.record(ItemReported(case.case_id, sealed.report_id))
    return sealed.reference


async def _join_case(tx: Transaction, card: ItemCard) -> Case:
    """The item's open case, else a new one. It stays open until this transaction ends."""
    while True:
        found = await cases.find_open_case(tx.db, CaseKind.REPORT, card.ref)
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
        await cases.ensure_case(tx.db, new)


def _seal(
    tx: Transaction, case: Case, person: Person, card: ItemCard, *, reason: str, note: str
) -> reports.SealedReport:
    report_id, sign = new_id(), new_id()
    copy = orjson.dumps(asdict(card)).decode()
    return reports.SealedReport(
        report_id=report_id,
        case_id=case.case_id,
        reporter_id=person.person_id,
        reason=reason,
        note=tx.keys.seal(note, about=access.note_place(report_id)),
        copy=tx.keys.seal(copy, about=access.copy_place(report_id)),
        reference=f"{sign[:4]}-{sign[4:8]}",
        at=tx.now,
    )
