"""Say yes to terms and ground rules: what is kept is which version stood on the screen, when and where."""

from __future__ import annotations

from collections.abc import Mapping

from peerhub.community.access import newest_documents
from peerhub.community.models import DocumentKind
from peerhub.core.errors import Refused
from peerhub.core.transaction import Transaction
from peerhub.core.words import _
from peerhub.people.models import AgreedHow, Agreement, Person, Seen
from peerhub.people.store import agreements


async def check_seen(tx: Transaction, seen: Seen) -> None:
    """For whoever joins: Refused where what they read no longer holds, or never stood anywhere."""
    await _check(tx, seen, await agreements.list_needed(tx.db))


async def _check(tx: Transaction, seen: Seen, needed: Mapping[DocumentKind, int]) -> None:
    newest = await newest_documents(tx.db)
    for kind in agreements.AGREED:
        number = newest[kind].number if kind in newest else 0
        if not needed.get(kind, 0) <= seen.number_of(kind) <= number:
            raise Refused(
                _("What you agree to was changed just now. Read it again and tick the box."),
                field="agree",
            )


async def keep_agreement(tx: Transaction, person_id: str, seen: Seen, how: AgreedHow) -> None:
    """A row for each document that stood on the screen; `check_seen` was asked before."""
    rows = [
        Agreement(kind, seen.number_of(kind), tx.now, how)
        for kind in agreements.AGREED
        if seen.number_of(kind)
    ]
    await agreements.insert_agreements(tx.db, person_id, rows)


async def agree(tx: Transaction, person: Person, seen: Seen) -> None:
    """A member who was asked says yes; nothing hangs on it but the question."""
    await _check(tx, seen, await agreements.list_asked(tx.db, person.person_id))
    await keep_agreement(tx, person.person_id, seen, AgreedHow.ASKED)


def must_agree() -> str:
    return _("Please read what you agree to and tick this box.")
