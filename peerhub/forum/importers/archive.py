"""From a file of mail to threads of a board, some letters a transaction, with a report of what was left.

The file is read twice: once for the heads, by which the letters find their threads, and once for
the words, thread by thread. So no more than a transaction's letters are ever in memory.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import IO

from peerhub.core.errors import StartError, Unavailable
from peerhub.core.hub import Hub
from peerhub.core.text import to_html
from peerhub.forum.importers.kept import Keeper, Tally
from peerhub.forum.importers.letters import Letter, LetterThread, Unreadable
from peerhub.forum.importers.mbox import read_letter, read_letters
from peerhub.forum.importers.opened import open_archive
from peerhub.forum.importers.threads import distinct, thread_letters
from peerhub.forum.models import Board
from peerhub.forum.service.bring import ImportedPost, Known, bring_posts, find_known
from peerhub.forum.service.claim import letter_mark

NAME_LENGTH = 80
AT_ONCE = 50  # letters in one transaction
AT_WORK = 2  # letters whose files the workshop looks at, as many as it takes at once
TITLES = 5  # of threads, by which one sees whether this is the archive that was meant
Progress = Callable[[int, int], None]  # letters done, letters in all


@dataclass
class Report:
    """What came of an archive."""

    read: int = 0
    doubles: int = 0
    threads: int = 0
    titles: list[str] = field(default_factory=list)
    authors: int = 0
    brought: int = 0
    known: int = 0
    shortened: int = 0
    files: Tally = field(default_factory=Tally)
    unreadable: list[Unreadable] = field(default_factory=list)


Agree = Callable[[Report], bool]  # asked when the heads were read, before anything is brought


def always(_report: Report) -> bool:
    return True


async def bring_archive(
    hub: Hub,
    board: Board,
    path: Path,
    *,
    dry_run: bool,
    progress: Progress,
    agree: Agree = always,
) -> Report:
    """Bring every letter of an mbox file into `board`; a second run adds nothing, and one after a
    run that was cut adds the rest. A dry run looks at everything and changes nothing; where `agree`
    says no, nothing is brought either.

    StartError where the file cannot be read, NotAnArchive where it is none. A letter that cannot
    be read is named in the report and skipped, never half brought.
    """
    try:
        with open_archive(path) as file:
            return await _Bringing(hub, board, file, dry_run).run(progress, agree)
    except OSError as error:
        raise StartError(
            f"{path} cannot be read: {error.strerror or type(error).__name__}."
        ) from error
    except Unavailable as error:
        raise StartError(
            "Nothing more can be kept now: is the disk full? What was brought stays; "
            "run the import again and it goes on from there."
        ) from error


class _Bringing:
    """One run over one archive."""

    def __init__(self, hub: Hub, board: Board, file: IO[bytes], dry_run: bool) -> None:
        self.hub = hub
        self.board = board
        self.file = file
        self.dry_run = dry_run
        self.keeper = Keeper(hub, dry_run=dry_run)
        self.report = Report(files=self.keeper.tally)
        self.turn = asyncio.Semaphore(AT_WORK)
        self.starts: dict[str, int] = {}  # where in the file each letter is

    async def run(self, progress: Progress, agree: Agree) -> Report:
        letters = self._heads()
        threads = thread_letters(letters)
        self.report.threads = len(threads)
        self.report.titles = [thread.title for thread in threads[:TITLES]]
        if not agree(self.report):
            return self.report
        done = 0
        for thread in threads:
            await self._bring(thread)
            done += len(thread.letters)
            progress(done, len(letters))
        return self.report

    def _heads(self) -> list[Letter]:
        """Every letter once, without its words."""
        kept: list[Letter] = []
        for start, found in read_letters(self.file, self._mark):
            self.report.read += 1
            if isinstance(found, Unreadable):
                self.report.unreadable.append(found)
            else:
                self.starts.setdefault(found.message_id, start)
                kept.append(replace(found, body_markdown="", attachments=()))
        letters = list(distinct(kept))
        self.report.doubles = len(kept) - len(letters)
        self.report.authors = len({one.author_mark or one.author_name for one in letters})
        self.report.shortened = sum(letter.shortened for letter in letters)
        return letters

    async def _bring(self, thread: LetterThread) -> None:
        keys = {letter.message_id: self._key(letter) for letter in thread.letters}
        async with self.hub.reading() as db:
            known = await find_known(db, list(keys.values()))
        self.report.known += len(known)
        new = [pair for pair in self._dated(thread) if keys[pair[0].message_id] not in known]
        for start in range(0, len(new), AT_ONCE):
            some = new[start : start + AT_ONCE]
            posts = await self._posts(thread, some)
            self.report.brought += len(posts)
            if not self.dry_run:
                await self._keep(thread.title, posts, known)

    async def _posts(
        self, thread: LetterThread, some: list[tuple[Letter, datetime]]
    ) -> list[ImportedPost]:
        try:
            async with asyncio.TaskGroup() as tasks:
                made = [tasks.create_task(self._post(thread, *one)) for one in some]
        except ExceptionGroup as group:
            raise group.exceptions[0] from group
        return [task.result() for task in made]

    async def _keep(self, title: str, posts: list[ImportedPost], known: Known) -> None:
        async with self.hub.transaction() as tx:
            known |= await bring_posts(tx, self.board, title, posts, known)

    def _dated(self, thread: LetterThread) -> Iterator[tuple[Letter, datetime]]:
        """Letters without a date take their elder's, so that they stand where they were said."""
        now = self.hub.clock.now()
        last = next((one.sent_at for one in thread.letters if one.sent_at), now)
        for letter in thread.letters:
            last = letter.sent_at or last
            yield letter, min(last, now)

    async def _post(self, thread: LetterThread, head: Letter, at: datetime) -> ImportedPost:
        parent = thread.parent_of(head)
        async with self.turn:
            letter = read_letter(self.file, self.starts[head.message_id], self._mark)
            borne, named = await self.keeper.keep(letter)
        return ImportedPost(
            key=self._key(head),
            parent_key=self._key(parent) if parent else None,
            author_name=letter.author_name[:NAME_LENGTH],
            author_mark=letter.author_mark or None,
            body=letter.body_markdown,
            html=to_html(letter.body_markdown),
            at=at,
            files=tuple(named),
            borne=tuple(borne),
        )

    def _mark(self, address: str) -> str:
        return letter_mark(self.hub.keys, address) if address else ""

    def _key(self, letter: Letter) -> str:
        return sha256(f"{self.board.board_id}\x1f{letter.message_id}".encode()).hexdigest()
