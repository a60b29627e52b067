"""Verbs of uploads: take one in, let an item bear it, let it go. Bytes leave the disk after the commit."""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import Iterable, Sequence
from datetime import datetime

from peerhub.core.errors import Refused
from peerhub.core.events import UploadGone, UploadWaits
from peerhub.core.hub import Hub
from peerhub.core.items import ItemRef
from peerhub.core.keys import new_id
from peerhub.core.receipts import first_answer, hash_body, insert_receipts, receipt_key
from peerhub.core.transaction import Transaction
from peerhub.core.words import _
from peerhub.uploads import rules, shelf, store
from peerhub.uploads.models import (
    KEEP_UNUSED,
    UPLOAD_RATE,
    NewUpload,
    Prepared,
    Shelved,
    Upload,
    UploadKind,
)
from peerhub.uploads.workshop import Workshop


async def take_in(hub: Hub, draft: NewUpload) -> str:
    """The upload's id, once it is made harmless and on the disk. A retry gets the first one's id.

    Refused with one sentence for what cannot be taken, TooFast above so many an hour.
    """
    before = await _taken_in_before(hub, draft)
    if before is not None:
        return before
    await hub.limits.hit("upload", draft.person_id, UPLOAD_RATE)
    made = await workshop_of(hub).prepare(draft.content)
    rules.check_words(draft, made)
    upload_id = new_id()
    await asyncio.to_thread(shelf.write, hub.config, upload_id, made.content, made.small)
    try:
        async with hub.transaction() as tx:
            return await _keep(tx, draft, made, upload_id)
    except Exception:
        await asyncio.to_thread(shelf.remove, hub.config, upload_id)
        raise


def workshop_of(hub: Hub) -> Workshop:
    found: Workshop = hub.engines.setdefault("uploads", Workshop())
    return found


def _digest(draft: NewUpload) -> str:
    content = hashlib.sha256(draft.content).hexdigest()
    return hash_body("upload", content, draft.name, draft.alt, str(draft.sensitive))


async def _taken_in_before(hub: Hub, draft: NewUpload) -> str | None:
    async with hub.transaction() as tx:
        key = receipt_key(tx, draft.person_id, draft.key)
        answer = await first_answer(tx, key, _digest(draft))
    return str(answer["upload"]) if answer else None


async def _keep(tx: Transaction, draft: NewUpload, made: Prepared, upload_id: str) -> str:
    """Its row, its receipt, and the duty that deletes it where nothing comes to bear it."""
    upload = Upload(
        upload_id=upload_id,
        person_id=draft.person_id,
        kind=made.kind,
        media_type=made.media_type,
        name=rules.file_name(draft.name, made.suffix),
        bytes=len(made.content),
        width=made.width,
        height=made.height,
        alt="" if draft.decorative else draft.alt,
        sensitive=draft.sensitive,
        sha256=hashlib.sha256(made.content).hexdigest(),
        made_at=tx.now,
    )
    key, digest = receipt_key(tx, draft.person_id, draft.key), _digest(draft)
    before = await first_answer(tx, key, digest)
    if before is not None:  # its twin was quicker; this one's bytes go
        tx.record(UploadGone(upload_id))
        return str(before["upload"])
    await store.insert_upload(tx.db, upload)
    await insert_receipts(tx, [(key, digest, {"upload": upload_id})])
    tx.record(UploadWaits(upload_id), due_at=tx.now + KEEP_UNUSED)
    return upload_id


async def use_uploads(
    tx: Transaction, found: Sequence[Upload], item: ItemRef, *, pseudonym: bool
) -> None:
    """From now on `item` bears them; `rules.check_usable` was asked. Under a pseudonym no name stays.

    Refused for what was taken down here as an intimate picture.
    """
    await _check_not_barred(tx, [upload.sha256 for upload in found])
    for upload in found:
        name = upload.name_under_a_pseudonym() if pseudonym else upload.name
        if not await store.set_used(tx.db, upload.upload_id, item, name):
            raise Refused(_("A file is no longer there. Choose it again."), code="gone")


async def _check_not_barred(tx: Transaction, hashes: Sequence[str]) -> None:
    if hashes and await store.is_any_barred(tx.db, list(hashes)):
        raise Refused(
            _("A file was taken down here because of what it shows. Send your words without it.")
        )


async def take_away(tx: Transaction, upload: Upload) -> None:
    """Served to nobody but whoever decided about it; its bytes stay, for an undoing."""
    await _set_removed(tx, upload, tx.now)


async def give_back(tx: Transaction, upload: Upload) -> None:
    """The opposite."""
    await _set_removed(tx, upload, None)


async def _set_removed(tx: Transaction, upload: Upload, at: datetime | None) -> None:
    same = (upload.removed_at is None) is (at is None)
    if same or not await store.set_removed(tx.db, upload.upload_id, upload.removed_at, at):
        raise Refused(_("This was decided already."), code="conflict")


async def bar(tx: Transaction, found: Sequence[Upload]) -> None:
    """Nobody shares these bytes again, whoever uploads them."""
    await store.insert_barred(tx.db, [upload.sha256 for upload in found], tx.now)


async def unbar(tx: Transaction, found: Sequence[Upload]) -> None:
    """The opposite."""
    await store.delete_barred(tx.db, [upload.sha256 for upload in found])


async def make_harmless(hub: Hub, content: bytes) -> Prepared:
    """For an import, which keeps it by `shelve`, or only asks. FileRefused as for anybody's file."""
    return await workshop_of(hub).prepare(content)


async def take_picture(hub: Hub, person_id: str, content: bytes | None) -> Shelved:
    """One that a page is to show, made anew, without anything in it of where or by whom it was made.

    None: no file came. Refused for that and for what is no picture, TooFast above so many an hour.
    """
    if content is None:
        raise Refused(_("Choose a picture."), field="file")
    await hub.limits.hit("upload", person_id, UPLOAD_RATE)
    made = await make_harmless(hub, content)
    if made.kind is not UploadKind.IMAGE:
        raise Refused(_("That is no picture. Choose a JPEG, PNG, WebP or GIF."), field="file")
    return await shelve(hub, made)


async def shelve(hub: Hub, made: Prepared) -> Shelved:
    """Its bytes on the disk. The duty that takes them away again is written first, so that an
    import which is cut here leaves nothing for good. Unavailable where the disk is full.
    """
    upload_id = new_id()
    async with hub.transaction() as tx:
        tx.record(UploadWaits(upload_id), due_at=tx.now + KEEP_UNUSED)
    await asyncio.to_thread(shelf.write, hub.config, upload_id, made.content, made.small)
    return Shelved(
        upload_id=upload_id,
        kind=made.kind,
        media_type=made.media_type,
        suffix=made.suffix,
        bytes=len(made.content),
        width=made.width,
        height=made.height,
        sha256=hashlib.sha256(made.content).hexdigest(),
    )


async def bear_imported(
    tx: Transaction, item: ItemRef, file: Shelved, *, name: str, alt: str
) -> Upload:
    """From now on `item` bears a file that is nobody's. A document has no `alt`."""
    shape = {key: getattr(file, key) for key in Shelved.__slots__ if key != "suffix"}
    upload = Upload(
        **shape,
        person_id=None,
        name=rules.file_name(name, file.suffix),
        alt=alt if file.kind is UploadKind.IMAGE else "",
        sensitive=False,
        made_at=tx.now,
        used_kind=item.kind,
        used_id=item.id,
    )
    await store.insert_upload(tx.db, upload)
    return upload


async def bear_for_nobody(
    tx: Transaction, item: ItemRef, file: Shelved, *, name: str, alt: str
) -> Upload:
    """The same for what a person brings that is to be nobody's. Refused for what was taken down here as
    an intimate picture.
    """
    await _check_not_barred(tx, [file.sha256])
    return await bear_imported(tx, item, file, name=name, alt=alt)


async def drop_standing(tx: Transaction, item: ItemRef) -> bool:
    """What the item bears goes for good, but for what a moderator took away: whoever decides looks at
    that. False where there was nothing.
    """
    ids = await store.list_ids_used(tx.db, item.kind, [item.id])
    found = await store.list_uploads(tx.db, ids)
    standing = [one.upload_id for one in found if one.removed_at is None]
    await _drop(tx, standing)
    return bool(standing)


async def hand_over(
    tx: Transaction, kind: str, ids: Iterable[str], before: str | None, after: str | None
) -> None:
    """What these items bear and was `before`'s belongs to `after`; None: to nobody. Whoever claims an
    imported item takes its files along when they leave.
    """
    await store.set_owner(tx.db, await store.list_ids_used(tx.db, kind, ids), before, after)


async def drop_uploads_of(tx: Transaction, kind: str, ids: Iterable[str]) -> None:
    """The items that bore them are gone for good."""
    await _drop(tx, await store.list_ids_used(tx.db, kind, ids))


async def drop_unused(tx: Transaction, upload_id: str) -> None:
    """A duty's verb: a day has passed. Without a row the bytes are of an import that was cut."""
    await store.delete_unused(tx.db, upload_id)
    if await store.find_upload(tx.db, upload_id) is None:
        tx.record(UploadGone(upload_id))


async def drop_uploads_by(tx: Transaction, person_id: str) -> None:
    """Whoever leaves takes their pictures and documents along, wherever these stand."""
    found = await store.list_by_person(tx.db, person_id)
    await _drop(tx, [upload.upload_id for upload in found])


async def _drop(tx: Transaction, upload_ids: Sequence[str]) -> None:
    if upload_ids:
        await store.delete_uploads(tx.db, upload_ids)
    for upload_id in upload_ids:
        tx.record(UploadGone(upload_id))
