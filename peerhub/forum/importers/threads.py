"""Sorts letters into threads: by what they answer, and where that is missing, by their subject.

Pure. A letter stands in one thread only, and a double in none.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta

from peerhub.core.words import _
from peerhub.forum.importers.headers import REPLY_MARK, first_tag, plain_subject, subject_key
from peerhub.forum.importers.letters import Letter, LetterThread

SAME_SUBJECT_WITHIN_DAYS = 60  # "Re: Minutes" of another year answers other minutes
TITLE_LENGTH = 150
TAGGED_LETTERS = 5  # fewer that begin with the same [tag] may be one talk's

_LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)


def distinct(letters: Iterable[Letter]) -> Iterator[Letter]:
    """Each letter once: an archive of several lists holds many twice."""
    seen: set[str] = set()
    for letter in letters:
        if letter.message_id not in seen:
            seen.add(letter.message_id)
            yield letter


def thread_letters(letters: Iterable[Letter]) -> list[LetterThread]:
    """All threads, the oldest first; two letters that answer the same lost one belong together."""
    kept = list(distinct(letters))
    moments = _moments(kept)
    kept.sort(key=lambda letter: moments[letter.message_id])
    groups = _Groups()
    for letter in kept:
        groups.find(letter.message_id)
        for name in letter.references:
            groups.join(name, letter.message_id)
    _join_by_subject(kept, moments, groups)
    threads: dict[str, list[Letter]] = defaultdict(list)
    for letter in kept:
        threads[groups.find(letter.message_id)].append(letter)
    names = _list_names(kept)
    return [LetterThread(_title(found, names), tuple(found)) for found in threads.values()]


class _Groups:
    """Names that belong together (a union-find)."""

    def __init__(self) -> None:
        self._above: dict[str, str] = {}

    def find(self, name: str) -> str:
        root = name
        while self._above.setdefault(root, root) != root:
            root = self._above[root]
        while name != root:
            self._above[name], name = root, self._above[name]
        return root

    def join(self, one: str, other: str) -> None:
        self._above[self.find(other)] = self.find(one)


def _moments(letters: list[Letter]) -> dict[str, datetime]:
    """When each letter stands in its thread: never before the one that it answers.

    A clock that goes wrong must not put an answer above its question; a letter without a date
    stands where it stood in the file.
    """
    moments: dict[str, datetime] = {}
    last = _LONG_AGO
    for letter in letters:
        last = letter.sent_at or last
        moments[letter.message_id] = last
    by_name = {letter.message_id: letter for letter in letters}
    settled: set[str] = set()
    for letter in letters:
        chain = _unsettled_chain(letter, by_name, settled)
        for child in reversed(chain):
            parent = _parent(child, by_name)
            if parent is not None:
                after = moments[parent.message_id] + timedelta(microseconds=1)
                moments[child.message_id] = max(moments[child.message_id], after)
    return moments


def _unsettled_chain(letter: Letter, by_name: dict[str, Letter], settled: set[str]) -> list[Letter]:
    chain: list[Letter] = []
    here: Letter | None = letter
    while here is not None and here.message_id not in settled:
        settled.add(here.message_id)  # also ends the circle of letters that answer one another
        chain.append(here)
        here = _parent(here, by_name)
    return chain


def _parent(letter: Letter, by_name: dict[str, Letter]) -> Letter | None:
    return next((by_name[name] for name in reversed(letter.references) if name in by_name), None)


def _join_by_subject(letters: list[Letter], moments: dict[str, datetime], groups: _Groups) -> None:
    """A "Re:" that says not what it answers joins the latest talk of that subject and list."""
    latest: dict[tuple[str, str], Letter] = {}
    for letter in letters:
        key = (subject_key(letter.subject), letter.list_name)
        before = latest.get(key)
        if before and key[0] and not letter.references and REPLY_MARK.match(letter.subject):
            apart = moments[letter.message_id] - moments[before.message_id]
            if apart <= timedelta(days=SAME_SUBJECT_WITHIN_DAYS):
                groups.join(before.message_id, letter.message_id)
        latest[key] = letter


def _list_names(letters: list[Letter]) -> dict[str, str]:
    """Of each list its name and, where most of its letters bear one [tag], that too."""
    tags: dict[str, Counter[str]] = defaultdict(Counter)
    for letter in letters:
        tags[letter.list_name][first_tag(letter.subject)] += 1
    names: dict[str, str] = {}
    for name, counted in tags.items():
        tag, times = counted.most_common(1)[0]
        is_own = times >= TAGGED_LETTERS and times * 2 > counted.total()
        names[name] = f"{name} {tag}" if is_own else name
    return names


def _title(letters: list[Letter], names: dict[str, str]) -> str:
    titles = (plain_subject(letter.subject, names[letter.list_name]) for letter in letters)
    title = next(filter(None, titles), "") or _("A letter without a subject")
    return title if len(title) <= TITLE_LENGTH else title[: TITLE_LENGTH - 1].rstrip() + "…"
