"""By a secret address a decision opens for its author, and a report for who has no account."""

from __future__ import annotations

import hmac
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncConnection

from peerhub.core.errors import NotFound, Refused
from peerhub.core.items import ItemCard, Moderated
from peerhub.core.keys import Keys
from peerhub.moderation import access, rules, taken
from peerhub.moderation.measures import Measure
from peerhub.moderation.models import Case, CaseKind, CaseState, Decision, Report
from peerhub.moderation.store import cases, reports
from peerhub.moderation.store.reports import SealedReport

SECRET_LENGTH = 32  # of 64 hex signs: 128 bits


def appeal_path(keys: Keys, decision_id: str) -> str:
    """The address that a decision's author is told. Whoever was shut out can still open it."""
    return f"/appeal/{decision_id}/{_secret(keys, decision_id)}"


async def decision_for_author(
    db: AsyncConnection, keys: Keys, decision_id: str, secret: str
) -> tuple[Decision, Case]:
    """NotFound for any other secret, as for a decision that never was."""
    if not hmac.compare_digest(secret.encode(), _secret(keys, decision_id).encode()):
        raise NotFound()
    decision = await cases.find_decision_by_id(db, decision_id)
    case = await cases.find_case(db, decision.case_id) if decision else None
    if decision is None or case is None:
        raise NotFound()
    return decision, case


async def appeal_about(db: AsyncConnection, decision: Decision) -> tuple[Case, SealedReport] | None:
    """The one appeal against this decision, open or decided."""
    found = await cases.find_appeal(db, decision.decision_id)
    return (found, (await reports.list_reports(db, found.case_id))[0]) if found else None


@dataclass(frozen=True, slots=True)
class Appealed:
    """A decision as its author opens it: what it was about, and what has come of their appeal.

    `refusal` says why there can be none; "" where there can, or is one already. `nobody`: nobody in
    the hub may decide the appeal now.
    """

    decision: Decision
    measures: tuple[Measure, ...]
    card: ItemCard | None
    appeal: Case | None
    reference: str
    answer: Decision | None
    refusal: str
    nobody: bool


async def appealed_for_author(
    db: AsyncConnection,
    keys: Keys,
    contents: Mapping[str, Moderated],
    decision_id: str,
    *,
    secret: str,
    now: datetime,
) -> Appealed:
    """All that the page of an appeal shows; NotFound for any other secret."""
    decision, case = await decision_for_author(db, keys, decision_id, secret)
    found, refusal = await appeal_about(db, decision), ""
    told = tuple([one for one in await taken.measures_by(db, decision) if one.kind.is_told])
    if found is None:
        try:
            rules.check_appeal(decision, now, measured=bool(told))
        except Refused as refused:
            refusal = refused.reason
    appeal = found[0] if found else None
    decided = appeal is not None and appeal.state is CaseState.DECIDED
    return Appealed(
        decision,
        told,
        await access.card_for_moderator(db, contents, case),
        appeal,
        found[1].reference if found else "",
        await cases.find_decision(db, appeal.case_id) if appeal and decided else None,
        refusal,
        appeal is not None and not decided and not await access.moderators_of(db, appeal),
    )


async def reports_about(db: AsyncConnection, case: Case) -> list[Report]:
    """Whom to tell what came of it: for an appeal those who reported the same item before."""
    if case.kind is not CaseKind.APPEAL:
        return await access.reports_to_answer(db, case.case_id)
    found: list[Report] = []
    for one in await cases.list_cases_about(db, case.item):
        if one.kind is CaseKind.REPORT and one.state is CaseState.DECIDED:
            found += await access.reports_to_answer(db, one.case_id)
    return found


def report_path(keys: Keys, reference: str) -> str:
    """The address under which somebody without an account sees what came of their report."""
    return f"/report/{reference}/{report_secret(keys, reference)}"


def report_secret(keys: Keys, reference: str) -> str:
    return keys.sign("report", reference)[:SECRET_LENGTH]


def _secret(keys: Keys, decision_id: str) -> str:
    return keys.sign("appeal", decision_id)[:SECRET_LENGTH]
