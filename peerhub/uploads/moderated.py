"""The hinge by which one picture or document is reported, apart from the words that it came with.

A file is removed alone: the words stay, with a sentence in its place. Whatever else is decided about
it is carried out on what bears it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from markupsafe import Markup
from sqlalchemy.ext.asyncio import AsyncConnection

from peerhub.core.errors import NotFound
from peerhub.core.items import BearsFiles, ItemCard, ItemRef, Moderated, Outcome
from peerhub.core.keys import Keys
from peerhub.core.transaction import Transaction
from peerhub.people.models import Person
from peerhub.uploads import access, service
from peerhub.uploads.attachments import file_fields, removed_fields, with_files
from peerhub.uploads.models import Upload, UploadKind

WORDS = Markup("<blockquote><p>{words}</p></blockquote>")


class FileModerated:
    """The Moderated port for `file`. `contents` has the ports of what bears files."""

    def __init__(self, contents: Mapping[str, Moderated]) -> None:
        self.contents = contents

    async def card_for_person(
        self, db: AsyncConnection, person: Person | None, item_id: str
    ) -> ItemCard | None:
        """Where they see what bears it. Strangers on a public page see no file at all."""
        upload = await access.upload_borne(db, item_id) if person else None
        if upload is not None and upload.removed_at is not None:
            return None
        port = self._port(upload)
        if upload is None or port is None or not upload.used_id:
            return None
        bearer = await port.card_for_person(db, person, upload.used_id)
        return _card(upload, bearer) if bearer else None

    async def card_for_moderator(self, db: AsyncConnection, item_id: str) -> ItemCard | None:
        upload = await access.upload_borne(db, item_id)
        port = self._port(upload)
        if upload is None or port is None or not upload.used_id:
            return None
        bearer = await port.card_for_moderator(db, upload.used_id)
        return _card(upload, bearer) if bearer else None

    async def own_among(
        self, db: AsyncConnection, keys: Keys, person: Person, item_ids: Sequence[str]
    ) -> set[str]:
        """None: what is written without a name bears no files."""
        return set()

    async def author_behind(self, db: AsyncConnection, keys: Keys, item_id: str) -> str:
        """Nobody: what is written without a name bears no files."""
        return ""

    async def apply(self, tx: Transaction, item_id: str, outcome: Outcome, reason: str) -> None:
        upload = await access.upload_borne(tx.db, item_id)
        port = self._port(upload)
        if upload is None or port is None or not upload.used_id:
            raise NotFound()
        if outcome not in (Outcome.REMOVE, Outcome.RESTORE):
            await port.apply(tx, upload.used_id, outcome, reason)
            return
        if not isinstance(port, BearsFiles):
            raise NotFound()
        if outcome is Outcome.REMOVE:
            await service.take_away(tx, upload)
            entry = removed_fields(upload)
        else:
            await service.give_back(tx, upload)
            entry = file_fields(upload, pseudonym=False)  # its name is what it was borne under
        await port.change_file(tx, upload.used_id, entry)

    async def copies_of(self, db: AsyncConnection, item: ItemRef) -> list[str]:
        """Also of what was removed a moment ago: whoever removed it asks."""
        found = await _pictures_of(db, item)
        same = await access.same_files(db, found)
        return [one for one in same if one not in {upload.upload_id for upload in found}]

    async def bar(self, tx: Transaction, item: ItemRef) -> None:
        await service.bar(tx, await _pictures_of(tx.db, item))

    async def unbar(self, tx: Transaction, item: ItemRef) -> None:
        await service.unbar(tx, await _pictures_of(tx.db, item))

    def _port(self, upload: Upload | None) -> Moderated | None:
        return self.contents.get(upload.used_kind or "") if upload else None


async def _pictures_of(db: AsyncConnection, item: ItemRef) -> list[Upload]:
    """The file that is meant, of whatever kind, or the pictures that the item bears."""
    if item.kind == "file":
        upload = await access.upload_borne(db, item.id)
        return [upload] if upload else []
    return [one for one in await access.files_of(db, item) if one.kind is UploadKind.IMAGE]


def _card(upload: Upload, bearer: ItemCard) -> ItemCard:
    """The file first, then how the words begin that it came with."""
    html = with_files("", [file_fields(upload, pseudonym=False)])
    words = str(WORDS.format(words=bearer.excerpt)) if bearer.excerpt else ""
    return replace(
        bearer,
        ref=ItemRef("file", upload.upload_id),
        html=html + words,
        excerpt=upload.alt or upload.name,
        state="removed" if upload.removed_at else bearer.state,
    )
