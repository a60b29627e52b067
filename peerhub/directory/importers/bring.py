"""From an opened file or feed to pages of the directory, some a transaction, with a report of each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from sqlalchemy.ext.asyncio import AsyncConnection

from peerhub.core.errors import Refused
from peerhub.core.hub import Hub
from peerhub.directory.access import options_for_anyone
from peerhub.directory.area import read_areas
from peerhub.directory.importers.found import Bad, Found, Named, found_in
from peerhub.directory.importers.opened import Opened, Tell, open_directory
from peerhub.directory.importers.shapes import Faults
from peerhub.directory.models import Kind
from peerhub.directory.open_referral.ids import ORGANIZATION, id_from
from peerhub.directory.service.arriving import Arrival, Plan, bring_organisation, plan_arrival
from peerhub.directory.vocabulary import LANGUAGES
from peerhub.moderation.service.trail import note

AT_ONCE = 100  # organisations in one transaction
BEFORE_NAMES = ("london borough of ", "royal borough of ", "city of ", "borough of ")


@dataclass(frozen=True, slots=True)
class Line:
    """What came of one record: where it stands in the file, its name, and how it went."""

    where: str
    name: str
    plan: Plan | None
    why: str = ""


@dataclass(slots=True)
class Report:
    rows: bool  # whether each row of the file is to be named
    lines: list[Line] = field(default_factory=list)
    shortened: int = 0

    def count(self) -> Counter[Arrival]:
        return Counter(line.plan.arrival for line in self.lines if line.plan)

    @property
    def bad(self) -> list[Line]:
        return [line for line in self.lines if line.plan is None]


async def bring_directory(hub: Hub, source: str, *, dry_run: bool, tell: Tell) -> Report:
    """A second run adds nothing; a record that cannot be brought is named and skipped. NotADirectory
    where there is nothing to bring at all.
    """
    opened = await open_directory(source, tell)
    found, faults = await _read(hub, opened)
    report = Report(opened.rows, [Line(where, "", None, why) for where, why in faults])
    report.shortened = sum(one.shortened for one in found)
    seen: dict[str, str] = {}
    for start in range(0, len(found), AT_ONCE):
        some = found[start : start + AT_ONCE]
        report.lines += await (_look(hub, some, seen) if dry_run else _bring(hub, some, seen))
        tell(start + len(some), len(found))
    report.lines.sort(key=_place)
    if not dry_run:
        await _log(hub, report)
    return report


def _place(line: Line) -> tuple[bool, int]:
    """Where it stands in the file; what stands in files beside it comes last."""
    words = line.where.split()
    return len(words) > 2, int(words[-1])


async def _read(hub: Hub, opened: Opened) -> tuple[list[Found], Faults]:
    named = await _names(hub)
    found: list[Found] = []
    faults = list(opened.faults)
    for record in opened.records:
        try:
            found.append(found_in(record, opened.name, named))
        except Bad as bad:
            faults.append((record.where, str(bad)))
    return found, faults


async def _names(hub: Hub) -> Named:
    """What each fact may be called elsewhere: its words, its code, and a borough's official code."""
    async with hub.reading() as db:
        options = await options_for_anyone(db, hub.config)
    named: dict[Kind, dict[str, str]] = {
        kind: {said.casefold(): code for code, said in of} | {code: code for code, _said in of}
        for kind, of in options.items()
    }
    named[Kind.LANGUAGE] |= {words.casefold(): code for code, words in LANGUAGES.items()}
    for one in read_areas(hub.config):
        name = one.name.casefold()
        others = [one.code.casefold(), *(f"{before}{name}" for before in BEFORE_NAMES)]
        named[Kind.BOROUGH] |= {other: one.slug for other in others if other}
    return named


async def _look(hub: Hub, some: Sequence[Found], seen: dict[str, str]) -> list[Line]:
    async with hub.reading() as db:
        return [await _planned(db, one, seen) for one in some]


async def _bring(hub: Hub, some: Sequence[Found], seen: dict[str, str]) -> list[Line]:
    lines = []
    async with hub.transaction() as tx:
        for one in some:
            line = await _planned(tx.db, one, seen)
            try:
                if line.plan is not None:
                    await bring_organisation(tx, line.plan)
            except Refused as refusal:
                line = replace(line, plan=None, why=refusal.reason)
            lines.append(line)
    return lines


async def _planned(db: AsyncConnection, one: Found, seen: dict[str, str]) -> Line:
    """One name is one page: the second in a file is left, as one that is here already is."""
    name = one.profile.name
    if (other := seen.setdefault(name.casefold(), one.key)) != one.key:
        return Line(one.where, name, Plan(Arrival.NAME_HERE, other, one.profile))
    own = id_from(one.key, ORGANIZATION)
    return Line(one.where, name, await plan_arrival(db, one.key, one.profile, own and own[0]))


async def _log(hub: Hub, report: Report) -> None:
    """In the audit trail: how many, and no name."""
    count = report.count()
    if not count[Arrival.NEW] and not count[Arrival.CHANGED]:
        return
    detail = f"{count[Arrival.NEW]} new, {count[Arrival.CHANGED]} changed"
    async with hub.transaction() as tx:
        await note(tx, actor_id="", action="directory.imported", subject="hub", detail=detail)
