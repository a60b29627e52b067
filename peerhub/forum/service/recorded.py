"""What those who look after threads do goes on record, and those it touches are told."""

from __future__ import annotations

from peerhub.core.transaction import Transaction
from peerhub.forum.acts import Act
from peerhub.forum.models import Board, Thread, name_for_notice
from peerhub.moderation.service.trail import note
from peerhub.notifications.models import NoticeKind
from peerhub.notifications.service import notify
from peerhub.people.models import Person


async def log(tx: Transaction, person: Person, act: Act, *, undone: bool = False) -> None:
    """In the audit trail, without the reason's words."""
    await note(
        tx,
        actor_id=person.person_id,
        action=f"thread.{act.kind}{'_undone' if undone else ''}",
        subject=f"thread:{act.thread_id}",
        detail=f"act:{act.act_id}",
    )


async def tell(tx: Transaction, act: Act, kind: NoticeKind, thread: Thread, board: Board) -> None:
    """Who began a thread hears what became of it and why; `board`: where it stands now."""
    author_id = thread.author_id
    if author_id is None or author_id == act.by_id:
        return
    await notify(
        tx,
        author_id,
        kind,
        key=f"act:{act.act_id}",
        path=f"/forum/t/{thread.thread_id}/{thread.slug}",
        title=thread.title,
        reason=act.reason,
        place=name_for_notice(board),
    )
