"""Publish terms, rules and privacy notice: for good, and in the audit trail."""

from __future__ import annotations

from peerhub.community import service as community
from peerhub.community.models import Document, DocumentForm, DocumentKind
from peerhub.core.transaction import Transaction
from peerhub.moderation.service.trail import note
from peerhub.people.models import Person


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


async def add_form(tx: Transaction, person: Person, form: DocumentForm) -> None:
    """Easy Read, BSL or a translation of a published version."""
    await community.add_form(tx, form)
    await _note(tx, person, "document.form_added", form)


async def end_form(tx: Transaction, person: Person, form: DocumentForm) -> None:
    """No longer offered; the records keep it."""
    await community.end_form(tx, form)
    await _note(tx, person, "document.form_ended", form)


async def _note(tx: Transaction, person: Person, action: str, form: DocumentForm) -> None:
    subject = f"document:{form.kind}:{form.number}"
    detail = f"{form.form} {form.language}"
    await note(tx, actor_id=person.person_id, action=action, subject=subject, detail=detail)
