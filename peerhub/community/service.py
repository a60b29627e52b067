"""What an administrator does to the community. Views and commands check who may."""

from __future__ import annotations

from dataclasses import asdict, replace
from datetime import date

from peerhub.community import rules, store
from peerhub.community.models import (
    Community,
    Document,
    DocumentForm,
    DocumentKind,
    Sector,
)
from peerhub.core.errors import NotFound, Refused
from peerhub.core.transaction import Transaction
from peerhub.core.words import _


async def set_up(tx: Transaction, name: str) -> None:
    """Name the community for the first time; Refused where it was set up already."""
    community = await store.get_community(tx.db)
    if community.set_up_at is not None:
        raise Refused(_("This hub is set up already. Sign in instead."))
    await store.set_community(tx.db, {"name": name, "set_up_at": tx.now})


async def change_community(tx: Transaction, community: Community) -> None:
    """Its words and policies; when it was set up stays as it was."""
    fields = asdict(community)
    del fields["set_up_at"]
    await store.set_community(tx.db, fields)


async def add_sector(tx: Transaction, *, slug: str, title: str) -> Sector:
    """A new sector; Refused where its address is taken."""
    if await store.find_sector(tx.db, slug):
        raise Refused(_("There is a sector with this address. Choose another."), field="slug")
    return await store.insert_sector(tx.db, slug, title)


async def archive_sector(tx: Transaction, slug: str) -> None:
    if not await store.set_sector_archived(tx.db, slug, tx.now):
        raise NotFound()


async def restore_sector(tx: Transaction, slug: str) -> None:
    if not await store.set_sector_archived(tx.db, slug, None):
        raise NotFound()


async def add_help_contact(
    tx: Transaction,
    *,
    name: str,
    urgent: bool,
    by: str,
    **ways: str,
) -> None:
    """A place to turn to; adding it is the first check of it. `ways` are the other fields of one."""
    checked = {"urgent": urgent, "checked_on": tx.now.date(), "checked_by": by}
    await store.insert_help_contact(tx.db, {"name": name, **ways, **checked})


async def confirm_help_contact(tx: Transaction, contact_id: int, on: date, by: str) -> None:
    if not await store.set_help_contact_checked(tx.db, contact_id, on, by):
        raise NotFound()


async def remove_help_contact(tx: Transaction, contact_id: int) -> None:
    if not await store.delete_help_contact(tx.db, contact_id):
        raise NotFound()


async def publish_document(
    tx: Transaction,
    kind: DocumentKind,
    *,
    seen: int,
    words: str,
    summary: str,
    ask_again: bool,
    by: str,
) -> Document:
    """The next version, for good; `seen` is the number of the one that its writer began from, or 0.

    Refused where another was published meanwhile, and where not a word is different.
    """
    newest = await store.find_document(tx.db, kind)
    document = Document(
        kind=kind,
        number=seen + 1,
        words=words,
        summary=summary,
        ask_again=ask_again or seen == 0,
        published_at=tx.now,
        published_by=by,
    )
    if newest is not None and newest.number == seen and newest.words == words:
        raise Refused(_("Not a word is different from the version that stands."), field="words")
    if (newest.number if newest else 0) != seen or not await store.insert_document(tx.db, document):
        raise Refused(
            _("Somebody else published a version while you were writing. Read it first."),
            code="gone",
        )
    return document


async def add_form(tx: Transaction, form: DocumentForm) -> None:
    """Another form of a published version; it takes the place of the one in the same language.

    Refused where it has neither words nor an address, NotFound where there is no such version.
    """
    language = rules.check_form(form)
    if await store.find_document(tx.db, form.kind, form.number) is None:
        raise NotFound()
    form = replace(form, language=language, added_at=tx.now)
    every = await store.list_forms(tx.db, form.kind, form.number, ended=True)
    earlier = [f.edition for f in every if (f.form, f.language) == (form.form, language)]
    await store.set_form_ended(tx.db, form, tx.now)
    await store.insert_form(tx.db, replace(form, edition=max(earlier, default=0) + 1))


async def end_form(tx: Transaction, form: DocumentForm) -> None:
    """Taken down; its row stays. NotFound where none stands."""
    if not await store.set_form_ended(tx.db, form, tx.now):
        raise NotFound()
