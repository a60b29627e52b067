"""`peerhub import`: brings a network's past along."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

from peerhub.cli.arrivals import tell_arrivals, tell_calendar
from peerhub.cli.opened import with_hub
from peerhub.cli.progress import shown
from peerhub.core.errors import StartError
from peerhub.core.fetch import NotFetched
from peerhub.core.hub import Hub
from peerhub.directory.importers.bring import Report as Arrivals
from peerhub.directory.importers.bring import bring_directory
from peerhub.directory.importers.opened import NotADirectory
from peerhub.export.models import Brought
from peerhub.export.service.arrive import bring_export
from peerhub.forum.access import board_to_fill
from peerhub.forum.importers.archive import Agree, Report, always, bring_archive
from peerhub.forum.importers.opened import NotAnArchive
from peerhub.meetups.importers.bring import Report as Calendar
from peerhub.meetups.importers.bring import bring_calendar
from peerhub.meetups.importers.calendars import NotACalendar


@click.group("import")
def imports() -> None:
    """Bring a network's past along."""


@imports.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--board", required=True, metavar="SLUG", help="The board that takes it.")
@click.option("--dry-run", is_flag=True, help="Show what it would do, and change nothing.")
@click.option("--yes", is_flag=True, help="At a terminal: do not ask before it begins.")
def mbox(file: Path, board: str, dry_run: bool, yes: bool) -> None:
    """Bring a mailing list's archive into a board, as threads.

    At a terminal it shows what is in the archive and asks. Elsewhere it never waits for an answer.
    """
    asks = sys.stdin.isatty() and not dry_run and not yes
    report = with_hub(lambda hub: _bring(hub, file, board, dry_run, _ask if asks else always))
    for line in tell(report, dry_run):
        click.echo(line)


def _ask(report: Report) -> bool:
    for line in _found(report):
        click.echo(line)
    return click.confirm("Bring these letters into the board?", abort=True)


async def _bring(hub: Hub, file: Path, slug: str, dry_run: bool, agree: Agree) -> Report:
    async with hub.reading() as db:
        board = await board_to_fill(db, slug)
    if board is None:
        raise StartError(
            f"There is no board {slug!r}. Add it first: peerhub board add {slug} --title TITLE."
        )
    console = Console(stderr=True)
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    bar = Progress(*columns, console=console, disable=not console.is_terminal)
    task = bar.add_task("Letters", total=None)

    def begin(report: Report) -> bool:
        agreed = agree(report)
        bar.start()
        return agreed

    try:
        return await bring_archive(
            hub,
            board,
            file,
            dry_run=dry_run,
            progress=lambda done, total: bar.update(task, completed=done, total=total),
            agree=begin,
        )
    except NotAnArchive as error:
        raise StartError(str(error)) from error
    finally:
        bar.stop()


def _found(report: Report) -> list[str]:
    """What is in the archive."""
    lines = [
        f"Letters read: {report.read}",
        f"Doubles left out: {report.doubles}",
        f"Authors: {report.authors}",
        f"Threads: {report.threads}",
    ]
    lines += [f"  {title}" for title in report.titles]
    more = report.threads - len(report.titles)
    return [*lines, f"  and {more} more"] if more else lines


@imports.command("export")
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@click.option("--dry-run", is_flag=True, help="Show what it would do, and change nothing.")
def export_(folder: Path, dry_run: bool) -> None:
    """Bring back what `peerhub export` wrote, here or elsewhere. Nobody is told."""
    with shown("Trying every record" if dry_run else "Bringing the community in") as told:
        brought = with_hub(lambda hub: bring_export(hub, folder, dry_run=dry_run, tell=told))
    for line in tell_brought(brought, dry_run):
        click.echo(line)


@imports.command()
@click.argument("source", metavar="FILE_OR_URL")
@click.option("--dry-run", is_flag=True, help="Show what it would do, and change nothing.")
def directory(source: str, dry_run: bool) -> None:
    """Bring organisations into the directory: Open Referral UK as JSON, CSV, or a feed's address.

    A second run brings what changed there, adds nothing twice, and leaves what people changed here.
    """
    with shown("Looking at organisations" if dry_run else "Bringing organisations in") as told:
        report = with_hub(lambda hub: _bring_directory(hub, source, dry_run, told))
    for line in tell_arrivals(report, dry_run):
        click.echo(line)


@imports.command("meetups")
@click.argument("source", metavar="FILE_OR_URL")
@click.option("--dry-run", is_flag=True, help="Show what it would do, and change nothing.")
def meetups_(source: str, dry_run: bool) -> None:
    """Bring meetups of another network from its calendar, marked as theirs. Members see them.

    A second run brings what changed there and adds nothing twice.
    """
    with shown("Looking at the calendar" if dry_run else "Bringing meetups in") as told:
        report = with_hub(lambda hub: _bring_calendar(hub, source, dry_run, told))
    for line in tell_calendar(report, dry_run):
        click.echo(line)


async def _bring_calendar(
    hub: Hub, source: str, dry_run: bool, tell: Callable[[int, int], None]
) -> Calendar:
    try:
        return await bring_calendar(hub, source, dry_run=dry_run, tell=tell)
    except (NotACalendar, NotFetched) as error:
        raise StartError(str(error)) from error


async def _bring_directory(
    hub: Hub, source: str, dry_run: bool, tell: Callable[[int, int], None]
) -> Arrivals:
    try:
        return await bring_directory(hub, source, dry_run=dry_run, tell=tell)
    except (NotADirectory, NotFetched) as error:
        raise StartError(str(error)) from error


def tell_brought(brought: dict[str, Brought], dry_run: bool) -> list[str]:
    """What came in by kind, and what is left to do by hand."""
    would = "would be " if dry_run else ""
    lines = [
        f"{name}: {each.new:,} {would}brought"
        + (f", {each.known:,} here already" if each.known else "")
        for name, each in brought.items()
        if each.new or each.known
    ]
    if dry_run:
        return [*lines, "Nothing was changed."]
    return [
        *lines,
        "Roles were not in it: give them with 'peerhub person role'. Whoever came without an",
        "address signs in once you give them one: peerhub person address HANDLE EMAIL",
    ]


def tell(report: Report, dry_run: bool) -> list[str]:
    """The report in plain lines, each letter that was left by name."""
    would = "would be " if dry_run else ""
    lines = [
        *_found(report),
        f"Letters {would}brought: {report.brought}",
        f"Here already: {report.known}",
    ]
    if report.shortened:
        lines.append(f"Shortened, because longer than a post may be: {report.shortened}")
    lines.append(f"Files {would}kept: {report.files.kept}")
    lines += [f"  left: {n}, {reason}" for reason, n in report.files.left.most_common()]
    lines.append(f"Not readable: {len(report.unreadable)}")
    lines += [
        f"  letter {each.position} ({each.subject or 'no subject'}): {each.reason}"
        for each in report.unreadable
    ]
    return lines
