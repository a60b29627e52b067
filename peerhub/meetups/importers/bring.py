"""From a calendar of another network to meetups marked as theirs, with a report."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from urllib.parse import urlsplit

from sqlalchemy.ext.asyncio import AsyncConnection

from peerhub.core.errors import Refused
from peerhub.core.fetch import MOST_BYTES, client, fetch, read_file
from peerhub.core.hub import Hub
from peerhub.meetups.importers.calendars import Found, read_calendar
from peerhub.meetups.service.arriving import (
    Arrival,
    Plan,
    bring_meetup,
    fields_of,
    plan_arrival,
)
from peerhub.moderation.service.trail import note

AT_ONCE = 100  # dates in one transaction
WEBCAL = "webcal://"  # how calendars write https:// for one another
Tell = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Line:
    """What came of one date, or of an event without any (no plan)."""

    where: str
    title: str
    plan: Plan | None
    why: str = ""


@dataclass(slots=True)
class Report:
    origin: str  # whose meetups they are, as members read it
    over: int = 0
    lines: list[Line] = field(default_factory=list)

    def count(self) -> Counter[Arrival]:
        return Counter(line.plan.arrival for line in self.lines if line.plan)

    @property
    def bad(self) -> list[Line]:
        return [line for line in self.lines if line.plan is None]


async def bring_calendar(hub: Hub, source: str, *, dry_run: bool, tell: Tell) -> Report:
    """A second run adds nothing; what cannot be brought is named and skipped. NotACalendar or
    NotFetched where there is nothing to read.
    """
    content, name = await _content(source)
    read = await asyncio.to_thread(read_calendar, content, name, hub.clock.now())
    report = Report(read.name or name, read.over)
    report.lines = [Line(where, "", None, why) for where, why in read.faults]
    for start in range(0, len(read.found), AT_ONCE):
        some = read.found[start : start + AT_ONCE]
        report.lines += await _some(hub, some, report.origin, dry_run)
        tell(start + len(some), len(read.found))
    if not dry_run:
        await _log(hub, report)
    return report


async def _content(source: str) -> tuple[bytes, str]:
    """(what stands there, what to call it where it has no name of its own)."""
    if source.startswith(WEBCAL):
        source = f"https://{source.removeprefix(WEBCAL)}"
    if source.startswith(("https://", "http://")):
        async with client() as through:
            return await fetch(through, source), urlsplit(source).hostname or source
    return await asyncio.to_thread(read_file, Path(source), MOST_BYTES), Path(source).name


async def _some(hub: Hub, some: Sequence[Found], origin: str, dry_run: bool) -> list[Line]:
    if dry_run:
        async with hub.reading() as db:
            return [await _planned(db, one, origin) for one in some]
    lines = []
    async with hub.transaction() as tx:
        for one in some:
            line = await _planned(tx.db, one, origin)
            try:
                if line.plan is not None:
                    await bring_meetup(tx, line.plan)
            except Refused as refusal:
                line = replace(line, plan=None, why=refusal.reason.rstrip("."))
            lines.append(line)
    return lines


async def _planned(db: AsyncConnection, one: Found, origin: str) -> Line:
    fields = fields_of(
        title=one.title,
        about=one.about,
        starts_at=one.starts_at,
        ends_at=one.ends_at,
        zone=one.zone,
        place=one.place,
        origin=origin,
        origin_url=one.url,
        online=one.online,
        cancelled=one.cancelled,
    )
    return Line(one.where, one.title, await plan_arrival(db, one.key, fields))


async def _log(hub: Hub, report: Report) -> None:
    """In the audit trail: how many, and no name."""
    count = report.count()
    if not count[Arrival.NEW] and not count[Arrival.CHANGED]:
        return
    detail = f"{count[Arrival.NEW]} new, {count[Arrival.CHANGED]} changed"
    async with hub.transaction() as tx:
        await note(tx, actor_id="", action="meetups.imported", subject="hub", detail=detail)
