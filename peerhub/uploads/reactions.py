"""Duties of uploads: delete what nothing bears after a day, and the bytes of what is gone."""

from __future__ import annotations

from peerhub.core.events import UploadGone, UploadWaits
from peerhub.core.transaction import Transaction
from peerhub.uploads import service, shelf


async def on_upload_waits(tx: Transaction, event: UploadWaits) -> None:
    await service.drop_unused(tx, event.upload_id)


async def on_upload_gone(tx: Transaction, event: UploadGone) -> None:
    shelf.remove(tx.config, event.upload_id)
