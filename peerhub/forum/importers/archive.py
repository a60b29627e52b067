"""From a file of mail to threads of a board, one transaction a thread, with a report of what was left."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256
from pathlib import Path

from peerhub.core.errors import StartError
from peerhub.core.hub import Hub
from peerhub.core.text import to_html
from peerhub.forum.importers.letters import Letter, LetterThread, Unreadable
from peerhub.forum.importers.mbox import read_mbox
from peerhub.forum.importers.threads import distinct, thread_letters
from peerhub.forum.models import Board, ImportedPost
from peerhub.forum.service.bring import bring_thread

NAME_LENGTH = 80
Progress = Callable[[int, int], None]  # letters done, letters in all


@dataclass
class Report:
    """What came of an archive."""

    read: int = 0
    doubles: int = 0
    threads: int = 0
    brought: int = 0
    known: int = 0
    shortened: int = 0
    unreadable: list[Unreadable] = field(default_factory=list)


async def bring_archive(
    hub: Hub, board: Board, path: Path, *, dry_run: bool, progress: Progress
) -> Report:
    """Bring every letter of an mbox file into `board`; a second run adds nothing.

    StartError where the file cannot be read or is no archive of mail. A letter that cannot be
    read is named in the report and skipped, never half brought.
    """
    report = Report()
    letters = _read(path, report)
    threads = thread_letters(letters)
    report.threads = len(threads)
    done = 0
    for thread in threads:
        posts = _to_posts(board, thread, hub.clock.now())
        added = 0 if dry_run else await _bring(hub, board, thread.title, posts)
        report.brought += added
        report.known += len(posts) - added
        done += len(posts)
        progress(done, len(letters))
    if dry_run:
        report.brought, report.known = report.known, 0
    return report


async def _bring(hub: Hub, board: Board, title: str, posts: list[ImportedPost]) -> int:
    async with hub.transaction() as tx:
        return await bring_thread(tx, board, title, posts)


def _read(path: Path, report: Report) -> list[Letter]:
    kept: list[Letter] = []
    try:
        for found in read_mbox(path):
            report.read += 1
            if isinstance(found, Unreadable):
                report.unreadable.append(found)
            else:
                kept.append(found)
    except OSError as error:
        raise StartError(
            f"{path} cannot be read: {error.strerror or type(error).__name__}."
        ) from error
    letters = list(distinct(kept))
    report.doubles = len(kept) - len(letters)
    report.shortened = sum(letter.shortened for letter in letters)
    return letters


def _to_posts(board: Board, thread: LetterThread, now: datetime) -> list[ImportedPost]:
    """Letters without a date take their elder's, so that they stand where they were said."""
    posts: list[ImportedPost] = []
    last = next((one.sent_at for one in thread.letters if one.sent_at), now)
    for letter in thread.letters:
        at = letter.sent_at or last
        parent = thread.parent_of(letter)
        posts.append(
            ImportedPost(
                key=_key(board, letter),
                parent_key=_key(board, parent) if parent else None,
                author_name=letter.author_name[:NAME_LENGTH],
                body=letter.body_markdown,
                html=to_html(letter.body_markdown),
                at=min(at, now),
                files=tuple(
                    {"name": a.name, "type": a.type, "size": a.size} for a in letter.attachments
                ),
            )
        )
        last = at
    return posts


def _key(board: Board, letter: Letter) -> str:
    return sha256(f"{board.board_id}\x1f{letter.message_id}".encode()).hexdigest()
