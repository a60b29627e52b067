"""What `peerhub import directory` and `import meetups` say of each record, in plain lines."""

from __future__ import annotations

from collections.abc import Iterator

from peerhub.directory.importers.bring import Report
from peerhub.directory.models import FIELD_WORDS
from peerhub.directory.service.arriving import Arrival, Plan
from peerhub.meetups.importers.bring import Report as Calendar
from peerhub.meetups.service.arriving import Arrival as Came

LEFT = {
    Arrival.NAME_HERE: "left: an organisation of this name is here already",
    Arrival.PUT_AWAY: "left: it was put away or removed here",
    Arrival.OWN: "left: it is this hub's own page",
}
CAME = {Arrival.NEW: "new", Arrival.CHANGED: "changed", Arrival.SAME: "as it was"}


def tell_arrivals(report: Report, dry_run: bool) -> list[str]:
    """Of a sheet every row; of anything else the records about which there is something to say."""
    count = report.count()
    would = "would be " if dry_run else ""
    lines = [*_each(report)]
    lines += [
        f"Organisations read: {len(report.lines)}",
        f"New pages {would}made: {count[Arrival.NEW]}",
        f"Pages {would}changed: {count[Arrival.CHANGED]}",
        f"As they were: {count[Arrival.SAME]}",
        f"Left: {sum(count[arrival] for arrival in LEFT)}",
        f"Not brought, because something is wrong with them: {len(report.bad)}",
    ]
    if report.shortened:
        lines.append(f"Shortened, because longer than a page's words may be: {report.shortened}")
    return [*lines, "Nothing was changed."] if dry_run else lines


def _each(report: Report) -> Iterator[str]:
    for line in report.lines:
        about = f"{line.where} ({line.name})" if line.name else line.where
        if line.plan is None:
            yield f"{about}: not brought: {line.why}."
        elif line.plan.arrival in LEFT:
            yield f"{about}: {LEFT[line.plan.arrival]}."
        elif report.rows or line.plan.kept:
            yield f"{about}: {_came(line.plan)}."


def _came(plan: Plan) -> str:
    kept = [str(FIELD_WORDS.get(name, name)).casefold() for name in plan.kept]
    if not kept:
        return CAME[plan.arrival]
    return f"{CAME[plan.arrival]}; kept as people changed it here: {', '.join(kept)}"


def tell_calendar(report: Calendar, dry_run: bool) -> list[str]:
    """What came from a calendar; by name what did not, and what an administrator had changed here."""
    count = report.count()
    would = "would be " if dry_run else ""
    lines = [f"{_event(one.where, one.title)}: not brought: {one.why}." for one in report.bad]
    lines += [
        f"{_event(one.where, one.title)}: kept as somebody changed it here: "
        + ", ".join(name.replace("_", " ") for name in one.plan.kept)
        for one in report.lines
        if one.plan and one.plan.kept
    ]
    lines += [
        f"Marked as meetups of: {report.origin}",
        f"New meetups {would}made: {count[Came.NEW]}",
        f"Meetups {would}changed: {count[Came.CHANGED]}",
        f"As they were: {count[Came.SAME]}",
        f"Left, because a moderator removed them here: {count[Came.REMOVED]}",
        f"Left, because no date of them is to come within a year: {report.over}",
        f"Not brought, because something is wrong with them: {len(report.bad)}",
    ]
    return [*lines, "Nothing was changed."] if dry_run else lines


def _event(where: str, title: str) -> str:
    return f"{where} ({title})" if title else where
