"""The files that came with letters: made harmless like anybody's file, or left with a reason.

A letter bears what was kept, and names what was left. Of the same file in many letters (a logo
under every one of them) the workshop is asked once.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace
from hashlib import sha256
from typing import Any

from peerhub.core.hub import Hub
from peerhub.core.words import N_, _
from peerhub.forum.importers.headers import mask
from peerhub.forum.importers.letters import Attachment, Left, Letter
from peerhub.forum.service.bring import ImportedFile
from peerhub.uploads.models import Fault, Prepared
from peerhub.uploads.rules import FileRefused
from peerhub.uploads.service import make_harmless, shelve

REMEMBERED = 100  # files whose answer is known without asking again
REMEMBERED_BYTES = 100_000  # of one of them

REASONS = {
    Left.SEAL: N_("a signature or a key"),
    Left.DATES: N_("a calendar entry"),
    Left.CARD: N_("an address card"),
    Left.MAIL: N_("a mail within the mail"),
    Left.ELSEWHERE: N_("not in the archive"),
    Left.CUT: N_("in a mail that is too long"),
    Fault.EMPTY: N_("empty"),
    Fault.LARGE: N_("larger than 10 MB"),
    Fault.UNKNOWN: N_("not a picture, PDF, DOCX, ODT or text"),
    Fault.BROKEN: N_("broken"),
    Fault.PIXELS: N_("a picture of more than 40 megapixels"),
    Fault.MOVING: N_("a moving picture"),
    Fault.VIDEO: N_("a video"),
    Fault.SOUND: N_("a sound"),
    Fault.DRAWING: N_("a drawing that can hold programs"),
    Fault.PAGE: N_("a web page"),
    Fault.ARCHIVE: N_("a packed folder"),
    Fault.PROGRAM: N_("a program"),
    Fault.HEIC: N_("a picture that opens on few devices"),
    Fault.OLD_OFFICE: N_("an old kind of document"),
    Fault.OFFICE_KIND: N_("a table or slides"),
    Fault.LOCKED: N_("a document with a password"),
    Fault.ACTIVE: N_("a document with a program inside"),
    Fault.INSIDE: N_("a document with another file inside"),
    Fault.BOMB: N_("too large when it is opened"),
    Fault.AUTHOR: N_("a PDF that says who wrote it"),
    Fault.SLOW: N_("too slow to be read"),
}


@dataclass
class Tally:
    """How many files were kept, and how many left for which reason."""

    kept: int = 0
    left: Counter[str] = field(default_factory=Counter)


class Keeper:
    """For one import. A dry run asks the same questions and keeps nothing."""

    def __init__(self, hub: Hub, *, dry_run: bool) -> None:
        self._hub = hub
        self._dry_run = dry_run
        self._known: dict[bytes, Prepared | Fault] = {}
        self.tally = Tally()

    async def keep(self, letter: Letter) -> tuple[list[ImportedFile], list[dict[str, Any]]]:
        """The files that the letter will bear, and the names of those that it only mentions."""
        borne: list[ImportedFile] = []
        named: list[dict[str, Any]] = []
        for one in letter.attachments:
            made = one.left or await self._prepare(one.content)
            if isinstance(made, Prepared):
                self.tally.kept += 1
                if not self._dry_run:
                    borne.append(await self._put(one, made))
                continue
            self.tally.left[_(REASONS[made])] += 1
            if made is not Left.SEAL:  # it says nothing to a reader
                named.append({"name": one.name, "type": one.type, "size": one.size})
        return borne, named

    async def _put(self, one: Attachment, made: Prepared) -> ImportedFile:
        alt = _("A picture that came with the letter: %(name)s") % {"name": one.name}
        return ImportedFile(await shelve(self._hub, made), name=one.name, alt=alt)

    async def _prepare(self, content: bytes) -> Prepared | Fault:
        mark = sha256(content).digest()
        if mark in self._known:
            return self._known[mark]
        made = await self._ask(content)
        if len(content) <= REMEMBERED_BYTES:
            while len(self._known) >= REMEMBERED:
                del self._known[next(iter(self._known))]
            self._known[mark] = made
        return made

    async def _ask(self, content: bytes) -> Prepared | Fault:
        try:
            made = await make_harmless(self._hub, content)
        except FileRefused as refused:
            return refused.fault
        if made.media_type.startswith("text/plain"):  # the words of a letter, in a file
            text = mask(made.content.decode("utf-8-sig"))
            made = replace(made, content=text.encode())
        return made
