"""Report an item: sealed as it stood, joined to its open case."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import asdict, astuple, replace

import orjson

from peerhub.core.events import CaseDue, ItemReported, UnsafeSaid
from peerhub.core.hub import Hub
from peerhub.core.items import ItemCard, ItemRef
from peerhub.core.keys import new_id
from peerhub.core.receipts import first_answer, hash_body, insert_receipts, receipt_key
from peerhub.core.transaction import Transaction
from peerhub.moderation import access, rules
from peerhub.moderation.declared import Declaration, seal_declaration
from peerhub.moderation.models import (
    DECIDE_WITHIN,
    REASONS,
    REPORT_RATE,
    REPORTS_OF_ONE,
    Case,
    CaseKind,
    CaseState,
    Level,
    ReportReason,
    Urgency,
)
from peerhub.moderation.sealed import copy_place, note_place
from peerhub.moderation.service.climb import settle
from peerhub.moderation.store import cases, reports, stakes
from peerhub.people.access import people_by_id
from peerhub.people.models import Person

NOTHING = Declaration()


async def limit_reports(hub: Hub, who: str, item: ItemRef, reason: ReportReason) -> None:
    """Count a report by `who`; TooFast for a script, and for one more of an item that many reported.

    Never where somebody may be unsafe, and what is urgent never because others were quicker.
    """
    if reason is ReportReason.UNSAFE:
        return
    await hub.limits.hit("report", who, REPORT_RATE)
    if REASONS[reason].urgency is not Urgency.URGENT:
        await hub.limits.hit("reports of", str(item), REPORTS_OF_ONE)


async def report(
    tx: Transaction,
    person: Person | None,
    *,
    item: ItemRef,
    reason: ReportReason,
    note: str,
    client_id: str,
    avoids_place: bool = False,
    barred: Collection[str] = (),
    declared: Declaration = NOTHING,
) -> str:
    """Report an item that this person, or a stranger (None), sees; the reference.

    A retry gets the same one; NotFound where they do not see it. Reports of one item join its open
    case. `avoids_place`: not for the moderators of this place; `barred`: who must not see it, from
    `barred_by`; `declared`: of an intimate picture, and kept of no other report.
    """
    reporter_id = person.person_id if person else ""
    key = receipt_key(tx, reporter_id, client_id)
    digest = hash_body("report", str(item), reason, note, *_extras(avoids_place, barred, declared))
    before = await first_answer(tx, key, digest)
    if before:
        return str(before["reference"])
    card = await access.item_for_reporter(tx.db, tx.contents, person, item)
    urgency = REASONS[reason].urgency
    case = await _join_case(tx, card, urgency, await _level(tx, card, avoids_place))
    sealed = seal_report(tx, case, reporter_id, card, reason=reason, note=note)
    if reason is ReportReason.INTIMATE_IMAGE:
        kept = seal_declaration(tx.keys, sealed.report_id, declared)
        sealed = replace(sealed, declaration=kept)
    await reports.insert_report(tx.db, sealed)
    await insert_receipts(tx, [(key, digest, {"reference": sealed.reference})])
    await stakes.insert_barred(tx.db, case.case_id, {*barred, *_own_people(tx, card)})
    await settle(tx, case)
    tx.record(ItemReported(case.case_id, sealed.report_id))
    if reason is ReportReason.UNSAFE:
        tx.record(UnsafeSaid(case.case_id, sealed.report_id))
    return sealed.reference


def _own_people(tx: Transaction, card: ItemCard) -> set[str]:
    """Of an organisation's page: whoever declared that they belong to it."""
    return {rules.organisation_mark(tx.keys, card.organisation)} if card.organisation else set()


def _extras(avoids_place: bool, barred: Collection[str], declared: Declaration) -> list[str]:
    """What makes two reports of one form differ, where somebody said any of it."""
    said = [str(one) for one in astuple(declared)] if declared else []
    return [*(["elsewhere"] if avoids_place else []), *sorted(barred), *said]


async def _level(tx: Transaction, card: ItemCard, avoids_place: bool) -> Level:
    known = await people_by_id(tx.db, [card.author_id]) if card.author_id else {}
    return rules.level_at_first(known.get(card.author_id), avoids_place=avoids_place)


async def _join_case(tx: Transaction, card: ItemCard, urgency: Urgency, level: Level) -> Case:
    """The item's open case, else a new one. It stays open until this transaction ends.

    It becomes as urgent as its most urgent report, and goes as far from its place as any asks.
    """
    while True:
        found = await cases.find_open_case(tx.db, CaseKind.REPORT, card.ref)
        if found:
            return await _pressed(tx, found, urgency, level)
        new = Case(
            new_id(),
            CaseKind.REPORT,
            card.ref,
            card.author_id,
            card.place,
            card.sector,
            CaseState.OPEN,
            tx.now,
            urgency=urgency,
            from_level=level,
            level=level,
            due_at=tx.now + DECIDE_WITHIN[urgency],
        )
        await cases.ensure_case(tx.db, new)
        tx.record(CaseDue(new.case_id), due_at=new.due_at)


async def _pressed(tx: Transaction, case: Case, urgency: Urgency, level: Level) -> Case:
    due_at = tx.now + DECIDE_WITHIN[urgency]
    pressed = replace(
        case,
        urgency=min(case.urgency, urgency),
        from_level=max(case.from_level, level),
        level=max(case.level, level),
        due_at=min(case.due_at or due_at, due_at),
    )
    if pressed != case:
        fields = ("urgency", "from_level", "level", "due_at")
        changed = {name: getattr(pressed, name) for name in fields}
        await cases.set_open_case(tx.db, case.case_id, **changed)
        tx.record(CaseDue(case.case_id), due_at=pressed.due_at)
    return pressed


def seal_report(
    tx: Transaction, case: Case, reporter_id: str, card: ItemCard | None, *, reason: str, note: str
) -> reports.SealedReport:
    """A report as it rests, with the item as it stands now; "{}" where it is gone."""
    report_id, sign = new_id(), new_id()
    plain = replace(card, rules="", steps=()) if card else None  # of its place, and of this moment
    copy = orjson.dumps(asdict(plain) if plain else {}).decode()
    return reports.SealedReport(
        report_id=report_id,
        case_id=case.case_id,
        reporter_id=reporter_id,
        reason=reason,
        note=tx.keys.seal(note, about=note_place(report_id)),
        copy=tx.keys.seal(copy, about=copy_place(report_id)),
        reference=f"{sign[:4]}-{sign[4:8]}",
        at=tx.now,
    )
