"""Who sees what of moderation: a case only its eligible moderators, a report its reporter."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncConnection

from peerhub.community.access import community_for_anyone
from peerhub.core.errors import NotFound, Refused
from peerhub.core.items import ItemCard, ItemRef, Moderated
from peerhub.core.keys import Keys
from peerhub.core.words import _
from peerhub.moderation import rules
from peerhub.moderation.declared import declaration_lines
from peerhub.moderation.models import (
    ACTED,
    FEWEST_WAITS,
    LATELY,
    MOST_HISTORY,
    Case,
    CaseState,
    Decision,
    DecisionOutcome,
    Dossier,
    Level,
    Report,
    Stakes,
    Tally,
)
from peerhub.moderation.sealed import open_case_note, open_copy, open_note
from peerhub.moderation.store import cases, decided, measures, reports, stakes, standings
from peerhub.people.access import holders_anywhere, holders_of
from peerhub.people.models import Person
from peerhub.uploads.access import files_of

Contents = Mapping[str, Moderated]


async def posts_are_held(db: AsyncConnection, person_id: str) -> bool:
    """Whether this person's next post would wait: the form says so beforehand."""
    wanted = (await community_for_anyone(db)).hold_first_posts
    return (await standings.list_standings(db, [person_id])).get(person_id, 0) < wanted


async def usual_wait(db: AsyncConnection, now: datetime) -> timedelta | None:
    """How long three out of four held items lately waited, or wait still; None where too few did."""
    waits = await cases.list_waits(db, now, since=now - LATELY)
    return sorted(waits)[len(waits) * 3 // 4] if len(waits) >= FEWEST_WAITS else None


async def item_for_reporter(
    db: AsyncConnection, contents: Contents, person: Person | None, item: ItemRef
) -> ItemCard:
    """An item as this person, or a stranger, sees it; NotFound also where they may not see it."""
    port = contents.get(item.kind)
    card = await port.card_for_person(db, person, item.id) if port else None
    if card is None:
        raise NotFound()
    return card


async def report_for_reporter(
    db: AsyncConnection, reporter_id: str, reference: str
) -> tuple[Report, Case]:
    """One's own report, without its note, and the case it is in; NotFound for anybody else's.

    `reporter_id` is "" for a report without an account, whose secret was asked before.
    """
    found = await reports.find_report(db, reference)
    case = await cases.find_case(db, found.case_id) if found else None
    if found is None or case is None or found.reporter_id != reporter_id:
        raise NotFound()
    return _opened(found, note=""), case


async def outcome_for_reporter(db: AsyncConnection, case: Case) -> str:
    """What was decided last about a case from the door above, without who and why; "" where nothing."""
    decision = await cases.find_decision(db, case.case_id)
    if decision is None:
        return ""
    taken = await measures.list_measures_of(db, [decision.decision_id])
    left = decision.outcome in (DecisionOutcome.LEAVE, DecisionOutcome.RELEASE)
    acted = left and any(one.kind.is_told for one in taken)
    return ACTED if acted else decision.outcome


async def cases_for_moderator(
    db: AsyncConnection, person: Person, *, after: str | None = None, limit: int
) -> list[Case]:
    """What waits for this person: the most urgent first, then the oldest; never what they have part in."""
    last = None
    if after is not None:
        last = await cases.find_case(db, after)
        if last is None:
            raise NotFound()
    judge = _judge(person)
    return await cases.list_waiting(db, judge, after=last, limit=limit) if judge else []


async def count_for_moderator(db: AsyncConnection, person: Person) -> int:
    judge = _judge(person)
    return await cases.count_waiting(db, judge) if judge else 0


def _judge(person: Person) -> cases.Judge | None:
    """None for who has no role that decides, or may not use it now."""
    if not rules.judges(person):
        return None
    scopes, reviews = rules.moderator_scopes(person), rules.reviews(person)
    return cases.Judge(person.person_id, scopes, reviews) if scopes or reviews else None


async def stakes_of(db: AsyncConnection, case: Case, *judges: Person) -> Stakes:
    """Who has part in a case; for rules alone, never for a page."""
    who = {case.author_id, *(judge.person_id for judge in judges)} - {""}
    return Stakes(
        frozenset(await reports.list_reporters(db, case.case_id)),
        await stakes.list_barred(db, case.case_id),
        await stakes.list_marks(db, who),
    )


async def colleagues_among(
    db: AsyncConnection, author_id: str, person_ids: Collection[str]
) -> set[str]:
    """Who of these belongs to the same organisation as an author, as far as both have declared it."""
    found = await stakes.list_marks(db, {author_id, *person_ids})
    theirs = found.pop(author_id, frozenset())
    return {person_id for person_id, marks in found.items() if marks & theirs}


async def tallies_for_moderator(
    db: AsyncConnection, found: Sequence[Case], now: datetime
) -> dict[str, Tally]:
    """How often and why things were reported, by case; cases must come from the door above."""
    ids = [case.case_id for case in found]
    return await reports.list_tallies(db, ids, since=now - timedelta(hours=1))


async def cards_for_moderator(
    db: AsyncConnection, contents: Contents, found: Sequence[Case]
) -> dict[str, ItemCard | None]:
    """The items of cases from the door above, by case."""
    return {case.case_id: await card_for_moderator(db, contents, case) for case in found}


async def case_for_moderator(db: AsyncConnection, person: Person, case_id: str) -> Case:
    """A case, open or decided, that this person may see; NotFound like one that never was."""
    case = await cases.find_case(db, case_id)
    if case is None:
        raise NotFound()
    if not rules.can_decide(person, case, await stakes_of(db, case, person)):
        raise NotFound()
    return case


async def not_own(
    db: AsyncConnection, keys: Keys, contents: Contents, person: Person, found: Sequence[Case]
) -> list[Case]:
    """Without cases about what this person wrote without a name.

    They are told that such a case waits, like every moderator: to leave them out would name them.
    """
    own: set[ItemRef] = set()
    unnamed = [case.item for case in found if not case.author_id]
    for kind in {item.kind for item in unnamed}:
        ids = [item.id for item in unnamed if item.kind == kind]
        theirs = await contents[kind].own_among(db, keys, person, ids) if kind in contents else ()
        own |= {ItemRef(kind, item_id) for item_id in theirs}
    return [case for case in found if case.item not in own]


async def check_not_own(
    db: AsyncConnection, keys: Keys, contents: Contents, person: Person, case: Case
) -> None:
    """Refused where they wrote it themselves without a name; nobody else ever reads this sentence."""
    if not await not_own(db, keys, contents, person, [case]):
        raise Refused(_("This is about what you wrote yourself. Another moderator decides it."))


async def may_look_at(db: AsyncConnection, person: Person, item: ItemRef) -> bool:
    """Whether a case about this item or a file of it, open or decided, is this person's to see."""
    if _judge(person) is None:
        return False
    borne = [ItemRef("file", one.upload_id) for one in await files_of(db, item)]
    for case in [one for it in (item, *borne) for one in await cases.list_cases_about(db, it)]:
        if rules.can_decide(person, case, await stakes_of(db, case, person)):
            return True
    return False


async def dossier_for_moderator(
    db: AsyncConnection, keys: Keys, contents: Contents, person: Person, case_id: str
) -> Dossier:
    """Everything about one case. Notes and copies are unsealed here and nowhere else."""
    case = await case_for_moderator(db, person, case_id)
    await check_not_own(db, keys, contents, person, case)
    card = await card_for_moderator(db, contents, case)
    sealed = await reports.list_reports(db, case_id)
    decided = case.state is CaseState.DECIDED
    return Dossier(
        case=case,
        card=card,
        copy=open_copy(keys, sealed[0]) if sealed else None,
        reports=tuple(_opened_whole(keys, one) for one in sealed),
        decision=await cases.find_decision(db, case_id) if decided else None,
        seen=rules.digest_of(card),
        about=await cases.find_decision_by_id(db, case.decision_id) if case.decision_id else None,
        notes=tuple([open_case_note(keys, one) for one in await stakes.list_notes(db, case_id)]),
    )


async def history_for_moderator(
    db: AsyncConnection, person: Person, case: Case, card: ItemCard | None
) -> list[tuple[Case, Decision]]:
    """What was decided before about the same author, where this person could have decided it too.

    Of what was written without a name: what was done to that name, which is one board's alone.
    """
    if case.author_id:
        found = await decided.list_decided_about(db, case.author_id, MOST_HISTORY)
    else:
        name_id = card.pseudonym_id if card else ""
        found = await decided.list_done_to_name(db, name_id, MOST_HISTORY) if name_id else []
    return [
        (one, decision)
        for one, decision in found
        if one.case_id != case.case_id
        and rules.can_decide(person, one, await stakes_of(db, one, person))
    ]


async def card_for_moderator(
    db: AsyncConnection, contents: Contents, case: Case
) -> ItemCard | None:
    """The item of a case from a door above, in whatever state; None where it is gone."""
    port = contents.get(case.item.kind)
    return await port.card_for_moderator(db, case.item.id) if port else None


async def case_to_tell(db: AsyncConnection, case_id: str) -> Case | None:
    """For duties, which show it to nobody but tell those concerned."""
    return await cases.find_case(db, case_id)


async def decision_to_tell(db: AsyncConnection, decision_id: str) -> Decision | None:
    return await cases.find_decision_by_id(db, decision_id)


async def reports_to_answer(db: AsyncConnection, case_id: str) -> list[Report]:
    """A case's reports, without their notes: for telling reporters, never for a page."""
    return [_opened(one, note="") for one in await reports.list_reports(db, case_id)]


async def moderators_of(db: AsyncConnection, case: Case) -> list[Person]:
    """Everyone who may decide this case now, on whatever level it is."""
    holders = {one.person_id: one for one in await holders_of(db, "moderator", case.scopes)}
    if Level.REVIEWER in case.levels:
        holders |= {one.person_id: one for one in await holders_anywhere(db, "reviewer")}
    found = await stakes_of(db, case, *holders.values())
    return [person for person in holders.values() if rules.can_decide(person, case, found)]


async def level_with_somebody(db: AsyncConnection, case: Case) -> Level:
    """The level that the case is on, or the next above it on which anybody may decide it."""
    for level in range(case.level, Level.REVIEWER):
        if await moderators_of(db, replace(case, level=Level(level))):
            return Level(level)
    return Level.REVIEWER


async def administrators_to_tell(db: AsyncConnection, case: Case) -> list[Person]:
    """Who is told that a case has no moderator; never the person whose item it is about."""
    holders = await holders_of(db, "administrator", ())
    return [person for person in holders if person.person_id != case.author_id]


def _opened_whole(keys: Keys, sealed: reports.SealedReport) -> Report:
    declared = declaration_lines(keys, sealed.report_id, sealed.declaration)
    return replace(_opened(sealed, note=open_note(keys, sealed)), declared=declared)


def _opened(sealed: reports.SealedReport, *, note: str) -> Report:
    return Report(
        sealed.report_id,
        sealed.case_id,
        sealed.reporter_id,
        sealed.reason,
        note,
        sealed.reference,
        sealed.at,
    )
