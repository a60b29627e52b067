"""What uploads hold about one person: their files, which go with them."""

from __future__ import annotations

from typing import Any

from sqlalchemy.ext.asyncio import AsyncConnection

from peerhub.core.clock import to_iso
from peerhub.core.keys import Keys
from peerhub.core.transaction import Transaction
from peerhub.uploads import service, store


class PersonalUploads:
    """The export says where each file is to be had; the files themselves would make it too large."""

    async def export_person(
        self, db: AsyncConnection, keys: Keys, person_id: str
    ) -> dict[str, Any]:
        found = await store.list_by_person(db, person_id)
        return {
            "files": [
                {
                    "name": upload.name,
                    "kind": upload.kind.value,
                    "bytes": upload.bytes,
                    "alt": upload.alt,
                    "at": to_iso(upload.made_at),
                    "path": "" if upload.removed_at else f"/uploads/{upload.upload_id}",
                }
                for upload in found
            ]
        }

    async def erase_person(self, tx: Transaction, person_id: str) -> None:
        await service.drop_uploads_by(tx, person_id)
