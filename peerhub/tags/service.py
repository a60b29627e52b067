"""What an administrator does to the list of tags. Views check who may."""

from __future__ import annotations

from peerhub.core.errors import NotFound, Refused
from peerhub.core.transaction import Transaction
from peerhub.core.words import _
from peerhub.tags import store


async def add_tag(tx: Transaction, *, slug: str, title: str) -> None:
    """A new tag; Refused where its address is taken."""
    if await store.find_tag(tx.db, slug):
        raise Refused(_("There is a tag with this address. Choose another."), field="slug")
    await store.insert_tag(tx.db, slug, title)


async def archive_tag(tx: Transaction, slug: str) -> None:
    """Given no more; what bears it is still found by it."""
    if not await store.set_archived(tx.db, slug, tx.now):
        raise NotFound()


async def restore_tag(tx: Transaction, slug: str) -> None:
    if not await store.set_archived(tx.db, slug, None):
        raise NotFound()
