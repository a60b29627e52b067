"""Takes an mbox archive apart, mail by mail, and says of each one that it could not take, why.

Pure but for the file itself; never holds more than one mail in memory, never stops at a bad one.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from peerhub.core.words import _
from peerhub.forum.importers import headers
from peerhub.forum.importers.letters import Letter, MarkAddress, Unreadable, no_mark
from peerhub.forum.importers.mail import read_mail, subject_of
from peerhub.forum.importers.opened import NotAnArchive, open_archive

# What is read of one mail: a file of 10 MB as mails carry it. To parse a line takes some hundred
# bytes more than it has, so they are counted too.
MAX_MAIL = 15 * 1024 * 1024
MAX_LINES = 260_000
PATIENCE = 1_000  # unreadable mails in a row, after which the file is no archive

_START = re.compile(rb"From .{0,300}?\d\d:\d\d.{0,40}\d{4}")
_HEAD = re.compile(rb"[!-9;-~]+:")
_LENGTH = re.compile(rb"Content-Length:\s*(\d{1,12})\s*$", re.IGNORECASE)
_RULE = re.compile(rb"={73}\r?\n?$")  # before every mail of a Listserv notebook
_BLANK = {b"\n", b"\r\n"}
_QUOTED_FROM = re.compile(rb">+From ")


@dataclass(frozen=True)
class Mail:
    """One mail as it lies in the file, from byte `start` on. `whole`: `raw` is all of it."""

    start: int
    from_line: str
    raw: bytes
    whole: bool


def read_mbox(path: Path) -> Iterator[Letter | Unreadable]:
    """Every mail of an archive, in the file's order, doubles included.

    Read are mbox in its four kinds (mboxo, mboxrd, mboxcl and mboxcl2), Listserv's notebooks, and
    either packed with gzip. NotAnArchive also where a thousand in a row hold nothing.
    """
    with open_archive(path) as file:
        for _start, found in read_letters(file):
            yield found


def read_letters(
    file: IO[bytes], mark: MarkAddress = no_mark
) -> Iterator[tuple[int, Letter | Unreadable]]:
    """The same, each with the byte at which `read_letter` finds it again."""
    in_a_row = 0
    for position, mail in enumerate(split(file), 1):
        found = _read(position, mail, mark)
        in_a_row = 0 if isinstance(found, Letter) and found.body_markdown else in_a_row + 1
        if in_a_row >= PATIENCE:
            raise NotAnArchive(_("This file holds no mail that can be read."))
        yield mail.start, found


def read_letter(file: IO[bytes], start: int, mark: MarkAddress = no_mark) -> Letter:
    """One that was read before. NotAnArchive where the file is another one by now."""
    file.seek(start)
    mail = next(split(file), None)
    found = _read(0, mail, mark) if mail else None
    if not isinstance(found, Letter):
        raise NotAnArchive(_("The file changed while it was read. Run the import again."))
    return found


def split(file: IO[bytes]) -> Iterator[Mail]:
    """The mails of a file, from where it stands."""
    kept = _Kept(file.tell(), "")
    at = kept.start
    body_until = 0
    blank = True
    notebook = False
    for line, following in _lines(file):
        notebook = notebook or (not kept.size and not kept.from_line and bool(_RULE.match(line)))
        if at >= body_until and _begins(line, following, blank, notebook):
            if kept.from_line or kept.size:
                yield kept.mail()
            kept = _Kept(at, headers.decode(line))
            blank = True  # an empty mail may be followed by the next at once
        else:
            kept.add(line)
            blank = line in _BLANK
            if kept.length is not None and blank:
                body_until = _body_end(file, at + len(line), kept.length)
                kept.length = None
        at += len(line)
    if kept.from_line or kept.size:
        yield kept.mail()


def _begins(line: bytes, following: bytes, blank: bool, notebook: bool) -> bool:
    """Whether a mail begins here."""
    if notebook:
        return bool(_RULE.match(line) and _HEAD.match(following))
    return bool(_START.match(line) and (blank or _HEAD.match(following)))


def _body_end(file: IO[bytes], begin: int, length: int) -> int:
    """Where the body ends that says how long it is (mboxcl2); 0 where that is not believable: its
    end must be the end of the file, or the beginning of the next mail.
    """
    here = file.tell()
    try:
        file.seek(begin + length - 1)
        last, rest = file.read(1), [file.readline(400) for _line in range(3)]
    finally:
        file.seek(here)
    after = next((line for line in rest if line not in _BLANK), b"")
    believed = bool(last) and (not after or bool(_START.match(after)))
    return begin + length if believed else 0


class _Kept:
    """What is kept of the mail that is being read."""

    def __init__(self, start: int, from_line: str) -> None:
        self.start = start
        self.from_line = from_line
        self.size = 0
        self.lines = 0
        self.length: int | None = None  # as its head says, until that ends
        self.head = True
        self.raw = bytearray()

    @property
    def whole(self) -> bool:
        return self.size <= MAX_MAIL and self.lines <= MAX_LINES

    def add(self, line: bytes) -> None:
        self.size += len(line)
        self.lines += 1
        if self.head:
            said = _LENGTH.match(line)
            self.length = int(said.group(1)) if said else self.length
            self.head = line not in _BLANK
        if self.whole:
            self.raw += line[1:] if _QUOTED_FROM.match(line) else line

    def mail(self) -> Mail:
        """Once: the bytes are given away."""
        raw, self.raw = bytes(self.raw), bytearray()
        return Mail(self.start, self.from_line, raw, self.whole)


def _lines(file: IO[bytes]) -> Iterator[tuple[bytes, bytes]]:
    """Each line with the next one; in pieces, as a file of one endless line is soon made."""
    line = file.readline(1 << 16)
    while line:
        following = file.readline(1 << 16)
        yield line, following
        line = following


def _read(position: int, mail: Mail, mark: MarkAddress) -> Letter | Unreadable:
    if not _HEAD.match(mail.raw.lstrip()[:200]):
        return Unreadable(position, "", _("It has no head with a sender and a date."))
    try:
        found = read_mail(mail.raw, mail.from_line, mark, whole=mail.whole)
    # Whatever a hostile or a broken mail makes the library do, the other mails are read.
    except Exception as error:
        reason = _("It is broken: %s.") % type(error).__name__
        return Unreadable(position, subject_of(mail.raw), reason)
    if isinstance(found, str):
        return Unreadable(position, subject_of(mail.raw), found)
    return found
