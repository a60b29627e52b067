"""What the forum holds about one person: their boards and posts, and how they read.

What they wrote without a name is in no export: a file on somebody's computer would name them.
Erasing takes them out of every board, and their files with them. What they wrote stays, under
"Former member", and so do old letters that they claimed, without the name that stood in them;
behind what they wrote without a name there is nobody any more.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy.ext.asyncio import AsyncConnection

from peerhub.core.clock import to_iso
from peerhub.core.keys import Keys
from peerhub.core.transaction import Transaction
from peerhub.forum.pseudonyms import forget_person
from peerhub.forum.store import boards, letters, members, standings, threads


class PersonalForum:
    """Memberships, one's own posts, read marks, watched and muted threads, choices."""

    async def export_person(
        self, db: AsyncConnection, keys: Keys, person_id: str
    ) -> dict[str, Any]:
        held = await members.list_all_of(db, person_id)
        titles = await boards.list_titles(db, [one.board_id for one in held])
        reads, watched = await standings.list_all_of(db, person_id)
        way, own = await standings.find_choices(db, person_id)
        written = await threads.list_by_author(db, person_id)
        return {
            "boards": [{"board": titles[one.board_id], "state": one.state.value} for one in held],
            "posts": [
                {
                    "thread": title,
                    "at": to_iso(post.at),
                    "body": post.body,
                    "warning": post.warning,
                    "files": [one["url"] for one in post.uploads],
                }
                for title, post in written
            ],
            "threads_read": [
                {"title": title, "up_to": number, "at": to_iso(at)} for title, number, at in reads
            ],
            "threads_watched": [{"title": title, "state": state} for title, state in watched],
            "forum_choices": {"reading": way.value, "watch_own": own},
        }

    async def erase_person(self, tx: Transaction, person_id: str) -> None:
        await members.delete_all_of(tx.db, person_id)
        await threads.clear_files_of(tx.db, person_id)
        await letters.forget_writer(tx.db, person_id)
        await standings.delete_all_of(tx.db, person_id)
        await forget_person(tx, person_id)
