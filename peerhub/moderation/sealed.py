"""What is encrypted at rest: notes and copies, each bound to its row, opened here and nowhere else."""

from __future__ import annotations

import orjson

from peerhub.core.items import ItemCard, ItemRef
from peerhub.core.keys import Keys
from peerhub.core.words import _
from peerhub.moderation.models import CaseNote
from peerhub.moderation.store.reports import SealedReport
from peerhub.moderation.store.stakes import SealedNote


def case_note_place(note_id: str) -> str:
    return f"case-note:{note_id}"


def note_place(report_id: str) -> str:
    """What a sealed note is bound to, so that it opens in its own row only."""
    return f"report:{report_id}:note"


def copy_place(report_id: str) -> str:
    return f"report:{report_id}:copy"


def open_note(keys: Keys, sealed: SealedReport) -> str:
    """The note; a sentence in its place where the hub no longer has the key that sealed it."""
    try:
        return keys.unseal(sealed.note, about=note_place(sealed.report_id))
    except ValueError:
        return _("This note cannot be opened: the hub's records key is another one now.")


def open_copy(keys: Keys, sealed: SealedReport) -> ItemCard | None:
    """The copy; None where the hub no longer has the key: the item itself is still shown."""
    try:
        opened = keys.unseal(sealed.copy, about=copy_place(sealed.report_id))
    except ValueError:
        return None
    fields = orjson.loads(opened)
    if not fields:
        return None
    return ItemCard(**{**fields, "ref": ItemRef(**fields["ref"])})


def open_case_note(keys: Keys, sealed: SealedNote) -> CaseNote:
    """What a moderator wrote for the next."""
    try:
        text = keys.unseal(sealed.text, about=case_note_place(sealed.note_id))
    except ValueError:
        text = _("This note cannot be opened: the hub's records key is another one now.")
    return CaseNote(sealed.author_id, text, sealed.at)
