"""Publish terms, rules and privacy notice: for good, and in the audit trail."""

from __future__ import annotations

from dataclasses import replace

from peerhub.community import service as community
from peerhub.community.models import Document, DocumentForm, DocumentKind
from peerhub.core.errors import Refused
from peerhub.core.hub import Hub
from peerhub.core.items import ItemRef
from peerhub.core.transaction import Transaction
from peerhub.core.words import _
from peerhub.moderation.service.trail import note
from peerhub.people.models import Person
from peerhub.uploads.models import Shelved, UploadKind
from peerhub.uploads.service import bear_imported, make_harmless, shelve


async def publish(
    tx: Transaction,
    person: Person,
    kind: DocumentKind,
    *,
    seen: int,
    words: str,
    summary: str,
    ask_again: bool,
) -> Document:
    """The next version; Refused where another came first, or where no word is different."""
    by = person.person_id
    made = await community.publish_document(
        tx, kind, seen=seen, words=words, summary=summary, ask_again=ask_again, by=by
    )
    detail = "asks again" if made.ask_again else ""
    subject = f"document:{kind}:{made.number}"
    await note(tx, actor_id=by, action="document.published", subject=subject, detail=detail)
    return made


async def take_in(hub: Hub, content: bytes) -> Shelved:
    """A file for `add_form`, made harmless. Refused for what is no document to read."""
    made = await make_harmless(hub, content)
    if made.kind is not UploadKind.DOCUMENT:
        raise Refused(
            _("A picture can be read by nobody who cannot see it. Send a PDF, DOCX, ODT or text."),
            field="file",
        )
    return await shelve(hub, made)


async def add_form(
    tx: Transaction, person: Person, form: DocumentForm, file: Shelved | None = None, name: str = ""
) -> None:
    """Easy Read, BSL or a translation of a published version; its file is the hub's, nobody's own."""
    if file is not None:
        form = replace(form, file_id=file.upload_id)
    await community.add_form(tx, form)
    if file is not None:
        await bear_imported(tx, ItemRef("document", file.upload_id), file, name=name, alt="")
    await _note(tx, person, "document.form_added", form)


async def end_form(tx: Transaction, person: Person, form: DocumentForm) -> None:
    """No longer offered; the records keep it."""
    await community.end_form(tx, form)
    await _note(tx, person, "document.form_ended", form)


async def _note(tx: Transaction, person: Person, action: str, form: DocumentForm) -> None:
    subject = f"document:{form.kind}:{form.number}"
    detail = f"{form.form} {form.language}"
    await note(tx, actor_id=person.person_id, action=action, subject=subject, detail=detail)
