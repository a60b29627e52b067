"""What an administrator does to the community. Views and commands check who may."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date

from peerhub.community import store
from peerhub.community.models import Community, Sector
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
    about: str,
    phone: str,
    address: str,
    hours: str,
    urgent: bool,
    by: str,
) -> None:
    """A place to turn to; adding it is the first check of it."""
    fields = {"name": name, "about": about, "phone": phone, "address": address, "hours": hours}
    checked = {"urgent": urgent, "checked_on": tx.now.date(), "checked_by": by}
    await store.insert_help_contact(tx.db, {**fields, **checked})


async def confirm_help_contact(tx: Transaction, contact_id: int, on: date, by: str) -> None:
    if not await store.set_help_contact_checked(tx.db, contact_id, on, by):
        raise NotFound()


async def remove_help_contact(tx: Transaction, contact_id: int) -> None:
    if not await store.delete_help_contact(tx.db, contact_id):
        raise NotFound()
