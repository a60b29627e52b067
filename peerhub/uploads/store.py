"""Rows of uploads."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from datetime import datetime
from typing import Any

from sqlalchemy import delete, insert, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection

from peerhub.core.items import ItemRef
from peerhub.uploads.models import Upload, UploadKind
from peerhub.uploads.tables import barred_files, uploads


def _upload(row: Any) -> Upload:
    fields = dict(row._mapping)
    return Upload(**{**fields, "kind": UploadKind(fields["kind"])})


async def insert_upload(db: AsyncConnection, upload: Upload) -> None:
    await db.execute(insert(uploads).values(**asdict(upload)))


async def find_upload(db: AsyncConnection, upload_id: str) -> Upload | None:
    row = (await db.execute(select(uploads).where(uploads.c.upload_id == upload_id))).first()
    return _upload(row) if row else None


async def list_uploads(db: AsyncConnection, upload_ids: Iterable[str]) -> list[Upload]:
    query = select(uploads).where(uploads.c.upload_id.in_(set(upload_ids)))
    return [_upload(row) for row in await db.execute(query)]


async def list_by_person(db: AsyncConnection, person_id: str) -> list[Upload]:
    query = select(uploads).where(uploads.c.person_id == person_id).order_by(uploads.c.made_at)
    return [_upload(row) for row in await db.execute(query)]


async def list_ids_used(db: AsyncConnection, kind: str, ids: Iterable[str]) -> list[str]:
    """What these items of one kind bear."""
    query = select(uploads.c.upload_id).where(
        uploads.c.used_kind == kind, uploads.c.used_id.in_(set(ids))
    )
    return list((await db.execute(query)).scalars())


async def set_used(db: AsyncConnection, upload_id: str, item: ItemRef, name: str) -> bool:
    """Compare and set: False where something bears it already."""
    done = await db.execute(
        update(uploads)
        .where(uploads.c.upload_id == upload_id, uploads.c.used_id.is_(None))
        .values(used_kind=item.kind, used_id=item.id, name=name)
    )
    return done.rowcount == 1


async def set_removed(
    db: AsyncConnection, upload_id: str, before: datetime | None, after: datetime | None
) -> bool:
    """Compare and set: False where somebody was faster."""
    own = uploads.c.removed_at
    was = own.is_(None) if before is None else own == before
    done = await db.execute(
        update(uploads).where(uploads.c.upload_id == upload_id, was).values(removed_at=after)
    )
    return done.rowcount == 1


async def set_owner(
    db: AsyncConnection, upload_ids: Iterable[str], before: str | None, after: str | None
) -> None:
    own = uploads.c.person_id
    was = own.is_(None) if before is None else own == before
    where = uploads.c.upload_id.in_(set(upload_ids))
    await db.execute(update(uploads).where(where, was).values(person_id=after))


async def delete_uploads(db: AsyncConnection, upload_ids: Iterable[str]) -> None:
    await db.execute(delete(uploads).where(uploads.c.upload_id.in_(set(upload_ids))))


async def delete_unused(db: AsyncConnection, upload_id: str) -> None:
    """Where it is there and nothing bears it."""
    await db.execute(
        delete(uploads).where(uploads.c.upload_id == upload_id, uploads.c.used_id.is_(None))
    )


async def list_same(db: AsyncConnection, sha256s: Iterable[str]) -> list[str]:
    """Files that some item bears and nobody removed, with these very bytes."""
    same = uploads.c.sha256.in_(set(sha256s))
    shown = uploads.c.used_id.is_not(None) & uploads.c.removed_at.is_(None)
    query = select(uploads.c.upload_id).where(same, shown).order_by(uploads.c.upload_id)
    return list((await db.execute(query)).scalars())


async def insert_barred(db: AsyncConnection, sha256s: Iterable[str], at: datetime) -> None:
    dialect = postgresql if db.dialect.name == "postgresql" else sqlite
    rows = [{"sha256": one, "at": at} for one in sorted(set(sha256s))]
    if rows:
        await db.execute(dialect.insert(barred_files).on_conflict_do_nothing(), rows)


async def delete_barred(db: AsyncConnection, sha256s: Iterable[str]) -> None:
    await db.execute(delete(barred_files).where(barred_files.c.sha256.in_(set(sha256s))))


async def is_any_barred(db: AsyncConnection, sha256s: Iterable[str]) -> bool:
    query = select(barred_files.c.sha256).where(barred_files.c.sha256.in_(set(sha256s))).limit(1)
    return await db.scalar(query) is not None
