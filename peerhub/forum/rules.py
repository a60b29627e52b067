"""Who may read and write in the forum: pure, no await."""

from __future__ import annotations

from peerhub.core.errors import Refused
from peerhub.core.words import _
from peerhub.forum.models import Board, BoardKind, Post, PostState, Thread
from peerhub.people import rules as people_rules
from peerhub.people.models import Person, PersonState


def can_read(person: Person | None, board: Board) -> bool:
    """Nothing is readable without signing in, except a board an administrator marked public.

    Boards of the other kinds have no members yet, so nobody reads them: deny by default.
    """
    if board.kind is not BoardKind.OPEN:
        return False
    if person is None:
        return board.public
    return person.state is PersonState.MEMBER


def can_see_post(person: Person | None, post: Post) -> bool:
    """A post that waits is seen by its author alone."""
    if post.state is not PostState.HELD:
        return True
    return person is not None and post.author_id == person.person_id


def can_see_thread(person: Person | None, thread: Thread) -> bool:
    if not thread.held:
        return True
    return person is not None and thread.author_id == person.person_id


def sees_through_blocks(person: Person | None, board: Board) -> bool:
    """Who moderates a board sees all that stands in it, whatever blocks there are."""
    scopes = (board.place, f"sector:{board.sector}") if board.sector else (board.place,)
    return person is not None and people_rules.sees_through_blocks(person, *scopes)


def can_write(person: Person | None, board: Board) -> bool:
    return person is not None and can_read(person, board) and board.archived_at is None


def check_may_write(person: Person, board: Board) -> None:
    if board.archived_at is not None:
        raise Refused(_("This board is closed. You can read it, and write in another board."))
    if not can_write(person, board):
        raise Refused(_("You may not write here at the moment."))


def can_change(person: Person | None, post: Post, board: Board) -> bool:
    """One's own post, while it is to be seen or waits, and while the board is open."""
    own = person is not None and post.author_id == person.person_id
    return own and post.state in (PostState.VISIBLE, PostState.HELD) and board.archived_at is None


def can_lead(person: Person | None, thread: Thread, board: Board) -> bool:
    """Ask a poll in a thread and say what came of it: who began it, while they may write here."""
    own = person is not None and thread.author_id == person.person_id
    return own and not thread.held and can_write(person, board)


def can_take_poll(person: Person | None, thread: Thread, board: Board) -> bool:
    """Take a poll away: who asked it, always, and who moderates the board."""
    if person is None:
        return False
    return thread.author_id == person.person_id or sees_through_blocks(person, board)


def can_withdraw(person: Person | None, post: Post) -> bool:
    """One's own words can always be taken back, also where the board is closed."""
    own = person is not None and post.author_id == person.person_id
    return own and post.state in (PostState.VISIBLE, PostState.HELD)
