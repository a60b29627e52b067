"""The only way to a file: its owner's, or whoever may see what bears it. Absent and forbidden alike."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy.ext.asyncio import AsyncConnection

from peerhub.core.errors import NotFound
from peerhub.core.items import Attached, ItemRef
from peerhub.people.models import Person
from peerhub.uploads import store
from peerhub.uploads.attachments import file_fields, removed_fields
from peerhub.uploads.models import Upload


async def upload_for_reader(
    db: AsyncConnection,
    attached: Mapping[str, Attached],
    person: Person,
    upload_id: str,
    *,
    by_token: bool = False,
) -> Upload:
    """NotFound for none, and for one in a place that is not theirs; a token opens no secret place."""
    upload = await store.find_upload(db, upload_id)
    if upload is None:
        raise NotFound()
    if upload.removed_at is not None:
        return await _removed_for_judge(db, attached, person, upload, by_token=by_token)
    mine = upload.person_id == person.person_id
    if mine and (upload.used_kind is None or not by_token):
        return upload
    port = attached.get(upload.used_kind or "")
    if port is None or upload.used_id is None:
        raise NotFound()
    if not await port.may_see_files(db, person, upload.used_id, by_token=by_token):
        raise NotFound()
    return upload


async def _removed_for_judge(
    db: AsyncConnection,
    attached: Mapping[str, Attached],
    person: Person,
    upload: Upload,
    *,
    by_token: bool,
) -> Upload:
    """Nobody's any more, its owner's neither, but whose case it is."""
    port = attached.get(upload.used_kind or "")
    if by_token or port is None or upload.used_id is None:
        raise NotFound()
    if not await port.may_judge_files(db, person, upload.used_id):
        raise NotFound()
    return upload


async def uploads_to_use(db: AsyncConnection, upload_ids: Iterable[str]) -> dict[str, Upload]:
    """For a service above, which asks `rules.check_usable` whose they are."""
    found = await store.list_uploads(db, upload_ids)
    return {upload.upload_id: upload for upload in found}


async def upload_borne(db: AsyncConnection, upload_id: str) -> Upload | None:
    """A file that an item bears, for the port by which it is reported: the item's own door is asked."""
    found = await store.find_upload(db, upload_id)
    return found if found and found.used_id else None


async def files_of(db: AsyncConnection, item: ItemRef) -> list[Upload]:
    """What an item bears, for whoever was let to the item."""
    ids = await store.list_ids_used(db, item.kind, [item.id])
    return sorted(await store.list_uploads(db, ids), key=lambda upload: upload.upload_id)


async def borne_fields(db: AsyncConnection, item: ItemRef) -> list[dict[str, Any]]:
    """The same as a moderator reads it: a sentence in the place of what was removed."""
    return [
        removed_fields(one) if one.removed_at else file_fields(one, pseudonym=False)
        for one in await files_of(db, item)
    ]


async def same_files(db: AsyncConnection, found: Iterable[Upload]) -> list[str]:
    """Ids of what items bear with the bytes of one of these, for the port by which it is removed."""
    return await store.list_same(db, [upload.sha256 for upload in found])
