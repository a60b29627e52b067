"""Verbs of notifications. Whoever calls `notify` decides who may know; it tells nobody else."""

from __future__ import annotations

import orjson

from peerhub.core.errors import NotFound
from peerhub.core.events import NoticeGiven
from peerhub.core.keys import new_id
from peerhub.core.transaction import Transaction
from peerhub.notifications import store
from peerhub.notifications.models import Notice, NoticeKind
from peerhub.notifications.rules import notice_fields


async def notify(
    tx: Transaction, person_id: str, kind: NoticeKind, *, key: str, path: str, **words: str
) -> bool:
    """Tell a person once: the same `key` again (a repeated duty) adds nothing, says nothing, and is
    answered with False.

    `key` names the occasion, as in "post:ID"; `path` is a path of ours; `words` fill the kind's
    sentence. Their open pages hear of it after the commit, with the new count.
    """
    notice = Notice(new_id(), person_id, kind, words, path, tx.now)
    if not await store.insert_notice(tx.db, notice, key):
        return False
    unread = await store.count_unread(tx.db, person_id)
    frame = {"type": "notice", "notice": notice_fields(notice), "unread": unread}
    tx.announce(f"person:{person_id}", orjson.dumps(frame))
    tx.record(NoticeGiven(notice.notice_id, person_id))
    return True


async def mark_read(tx: Transaction, person_id: str, notice_id: str) -> None:
    """One of their own notices; NotFound for anybody else's. Again is as good as once."""
    if await store.find_notice(tx.db, person_id, notice_id) is None:
        raise NotFound()
    await store.set_read(tx.db, person_id, tx.now, notice_id)


async def mark_all_read(tx: Transaction, person_id: str) -> None:
    await store.set_read(tx.db, person_id, tx.now)
