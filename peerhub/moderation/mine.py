"""What of moderation and of the audit trail concerns one person, for that person alone.

Never a name of a moderator, never anything of safeguarding: only actions listed here are shown.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy.ext.asyncio import AsyncConnection

from peerhub.core.clock import to_iso
from peerhub.core.items import ItemRef, Moderated, NamelessNotice
from peerhub.core.keys import Keys
from peerhub.moderation import taken
from peerhub.moderation.appeals import appeal_path
from peerhub.moderation.measures import Measure
from peerhub.moderation.models import APPEAL_FOR, Case, Decision, DecisionOutcome, LogEntry
from peerhub.moderation.rules import AGAINST
from peerhub.moderation.store import cases, decided, measures, trail
from peerhub.moderation.told import notice_kind
from peerhub.notifications.models import Notice, NoticeKind
from peerhub.notifications.rules import say
from peerhub.people.models import Person

SHOWN_FOR = timedelta(days=14)  # nothing can be marked as read that nobody may know to be theirs
MOST_NAMELESS = 500  # decisions that are looked through for one's own
PAGE_ENTRIES = 50
PERSON_ACTIONS = (
    "person.approved",
    "person.suspended",
    "role.given",
    "role.taken",
    "token.made",
    "measure.warn",
    "measure.limit",
    "measure.freeze",
    "measure.suspend",
    "measure.ban",
    "measure.lifted",
    "measure.ended",
)
ITEM_ACTIONS = (
    "case.release",
    "case.edit",
    "case.remove",
    "case.lock",
    "case.restore",
    "case.uphold",
    "case.undone",
)
PLACE_ACTIONS = (
    "room.member_removed",
    "room.member_let_back",
    "board.member_removed",
    "board.member_let_back",
)
DECISION, MEASURE = re.compile(r"\bdecision:(\w+)"), re.compile(r"\bmeasure:(\w+)")


@dataclass(frozen=True, slots=True)
class Mine:
    """An entry of the trail about somebody, with what stands behind it. `place` is a title, or ""."""

    entry: LogEntry
    place: str = ""
    decision: Decision | None = None
    about: Decision | None = None
    measure: Measure | None = None
    appeal: str = ""


async def entries_for(
    db: AsyncConnection,
    keys: Keys,
    contents: Mapping[str, Moderated],
    person: Person,
    *,
    before: int | None,
    now: datetime,
) -> list[Mine]:
    """The newest first, one more than a page holds; what they wrote without a name among them."""
    nameless = await _nameless(db, keys, contents, person, since=now - APPEAL_FOR)
    also = sorted({str(case.item) for case, _decision in nameless})
    done = await measures.list_measures_of(db, {one.decision_id for _case, one in nameless})
    also += sorted({f"pseudonym:{one.pseudonym_id}" for one in done if one.pseudonym_id})
    which = trail.Concerning(PERSON_ACTIONS, ITEM_ACTIONS, PLACE_ACTIONS, also)
    found = await trail.list_about(
        db, person.person_id, which, before=before, limit=PAGE_ENTRIES + 1
    )
    return [await _mine(db, keys, contents, entry) for entry in found]


async def _mine(
    db: AsyncConnection, keys: Keys, contents: Mapping[str, Moderated], entry: LogEntry
) -> Mine:
    measure_id, decision_id = MEASURE.search(entry.detail), DECISION.search(entry.detail)
    if measure_id:
        return await _of_measure(db, keys, entry, measure_id[1])
    decision = await cases.find_decision_by_id(db, decision_id[1]) if decision_id else None
    case = await cases.find_case(db, decision.case_id) if decision else None
    if decision is None or case is None:
        return Mine(entry)
    place = await _place(db, contents, case.item)
    against = decision.outcome in AGAINST
    path = appeal_path(keys, decision.decision_id) if against else ""
    about = await taken.decision_appealed(db, case)
    return Mine(entry, place, decision, about=about, appeal=path)


async def _of_measure(db: AsyncConnection, keys: Keys, entry: LogEntry, measure_id: str) -> Mine:
    found = await taken.measure_to_tell(db, measure_id)
    if found is None:
        return Mine(entry)
    measure, decision, _case = found
    if entry.action in ("measure.lifted", "measure.ended"):
        return Mine(entry, measure=measure, decision=await taken.lifting_of(db, measure))
    path = appeal_path(keys, decision.decision_id)
    return Mine(entry, measure=measure, decision=decision, appeal=path)


async def _place(db: AsyncConnection, contents: Mapping[str, Moderated], item: ItemRef) -> str:
    port = contents.get(item.kind)
    card = await port.card_for_moderator(db, item.id) if port else None
    return card.place_title if card else ""


async def _nameless(
    db: AsyncConnection,
    keys: Keys,
    contents: Mapping[str, Moderated],
    person: Person,
    *,
    since: datetime,
) -> list[tuple[Case, Decision]]:
    """Decisions about what this person wrote without a name. Who asks for somebody else finds none."""
    found = await decided.list_nameless(db, since, MOST_NAMELESS)
    own: set[ItemRef] = set()
    for kind in {case.item.kind for case, _decision in found} & contents.keys():
        ids = [case.item.id for case, _decision in found if case.item.kind == kind]
        theirs = await contents[kind].own_among(db, keys, person, ids)
        own |= {ItemRef(kind, item_id) for item_id in theirs}
    return [(case, decision) for case, decision in found if case.item in own]


async def _measures_told(
    db: AsyncConnection, keys: Keys, decision: Decision
) -> list[NamelessNotice]:
    """What was done to their name by a decision, and that it has ended."""
    path, told = appeal_path(keys, decision.decision_id), []
    for one in await measures.list_measures_of(db, [decision.decision_id]):
        until = to_iso(one.until_at) if one.until_at else ""
        words = {"measure": f"unnamed-{one.kind}", "until": until, "reason": decision.reason}
        if one.pseudonym_id and one.kind.is_told:
            said = say(Notice("", "", NoticeKind.MEASURE, words, path, one.from_at))
            told.append(NamelessNotice(said.words, said.line, path, one.from_at))
        if one.pseudonym_id and one.ended_at is not None:
            lifting = await taken.lifting_of(db, one)
            words = {**words, "reason": lifting.reason if lifting else ""}
            said = say(Notice("", "", NoticeKind.MEASURE_ENDED, words, path, one.ended_at))
            told.append(NamelessNotice(said.words, said.line, path, one.ended_at))
    return told


class NamelessDecisions:
    """The NamelessNotices port."""

    async def notices_for(
        self,
        db: AsyncConnection,
        keys: Keys,
        contents: Mapping[str, Moderated],
        person: Any,
        *,
        now: datetime,
    ) -> Sequence[NamelessNotice]:
        """In the words of any notice, for two weeks after the decision."""
        told = []
        found = await _nameless(db, keys, contents, person, since=now - SHOWN_FOR)
        for case, decision in found:
            told += await _measures_told(db, keys, decision)
            outcome = DecisionOutcome(decision.outcome)
            kind = notice_kind(case, outcome, await taken.decision_appealed(db, case))
            if kind is None:
                continue
            path = "/me/decisions"
            if outcome in AGAINST:
                path = appeal_path(keys, decision.decision_id)
            words = {"place": await _place(db, contents, case.item), "reason": decision.reason}
            said = say(Notice("", "", kind, words, path, decision.at))
            told.append(NamelessNotice(said.words, said.line, path, decision.at))
        return told


async def measures_of_person(db: AsyncConnection, person_id: str) -> list[tuple[Measure, Decision]]:
    """For their own export: all that they were told of."""
    found = []
    for one in await measures.list_measures_about(db, person_id):
        decision = await cases.find_decision_by_id(db, one.decision_id)
        if one.kind.is_told and decision is not None:
            found.append((one, decision))
    return found
