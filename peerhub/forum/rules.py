"""Who may read and write in the forum: pure, no await."""

from __future__ import annotations

from datetime import datetime
from math import ceil

from peerhub.core.errors import Refused, TooFast
from peerhub.core.words import _, ngettext
from peerhub.forum.models import Board, BoardKind, MemberState, Post, PostState, Pseudonym, Thread
from peerhub.people import rules as people_rules
from peerhub.people.models import Person, PersonState, RoleName


def can_read(person: Person | None, board: Board, state: MemberState | None) -> bool:
    """Nothing is readable without signing in, except a board an administrator marked public.

    An open board is open to every member of the hub; any other to its own members alone. No role
    opens a door here: being an administrator makes nobody a member. No token opens a private or
    confidential board.
    """
    if person is None:
        return board.public and board.kind is BoardKind.OPEN
    if person.state is not PersonState.MEMBER or state is MemberState.REMOVED:
        return False
    if person.by_token and board.kind.is_secret:
        return False
    return board.kind is BoardKind.OPEN or state is MemberState.MEMBER


def can_know(person: Person | None, board: Board, state: MemberState | None) -> bool:
    """Whether somebody may learn that there is this board, which they may not read (yet).

    Of a restricted board every member of the hub knows; of a private or confidential one only the
    invited. For anybody else it must look like a board that never was (promise S4).
    """
    if person is None or person.state is not PersonState.MEMBER:
        return False
    if board.kind.is_secret:
        inside = state in (MemberState.INVITED, MemberState.MEMBER)
        return inside and not person.by_token
    return True


def can_be_first(
    person: Person | None, board: Board, state: MemberState | None, *, people: int
) -> bool:
    """Whether an appointed facilitator may enter a secret board that nobody was ever in.

    `people` counts who belongs to it and whoever wrote in it: a role given later opens nothing.
    """
    if person is None or not board.kind.is_secret or person.by_token:
        return False
    appointed = ("facilitator", board.place) in {(role.name, role.scope) for role in person.roles}
    return appointed and people == 0 and state is None


def can_walk_in(person: Person, board: Board, state: MemberState | None) -> bool:
    """Whether somebody becomes a member by saying so: invited, or they look after the board."""
    if board.kind is BoardKind.RESTRICTED:
        return state is None and can_facilitate(person, board, is_member=False)
    return board.kind.is_secret and state is MemberState.INVITED


def can_facilitate(person: Person | None, board: Board, *, is_member: bool) -> bool:
    """Facilitators and moderators of the place. Where a board is secret: of this board, and in it."""
    if person is None:
        return False
    if board.kind.is_secret:
        roles = {(role.name, role.scope) for role in person.roles}
        return is_member and ("facilitator", board.place) in roles
    return person.holds("facilitator", *board.scopes) or person.holds("moderator", *board.scopes)


def check_may_remove(target_facilitates: bool, *, oneself: bool) -> None:
    """Refused on oneself, and on those whose role an administrator would have to take first."""
    if oneself:
        raise Refused(_("This is you. You can leave the board on its own page."))
    if target_facilitates:
        raise Refused(_("They look after this board too. Ask an administrator to take their role."))


def is_own(person: Person | None, item: Post | Thread, own: str | None) -> bool:
    """Whether somebody wrote it. `own`: the pseudonym under which they write in this board, if any."""
    if person is None:
        return False
    if item.pseudonym_id is not None:
        return item.pseudonym_id == own
    return item.author_id == person.person_id


def can_see_post(person: Person | None, post: Post, own: str | None = None) -> bool:
    """A post that waits is seen by its author alone."""
    return post.state is not PostState.HELD or is_own(person, post, own)


def can_see_thread(person: Person | None, thread: Thread, own: str | None = None) -> bool:
    """Not an empty one: its posts are read where they stand now."""
    return not thread.emptied and (not thread.held or is_own(person, thread, own))


def sees_through_blocks(person: Person | None, board: Board) -> bool:
    """Who moderates a board sees all that stands in it, whatever blocks there are."""
    return person is not None and people_rules.sees_through_blocks(person, *board.scopes)


def moderates(person: Person | None, board: Board) -> bool:
    return person is not None and person.holds(RoleName.MODERATOR, *board.scopes)


def can_arrange(
    person: Person | None, thread: Thread, board: Board, own: str | None = None
) -> bool:
    """Choose its tags and its answer: who began it while the board is open, and its moderators."""
    mine = is_own(person, thread, own) and board.archived_at is None
    return mine or moderates(person, board)


def can_summarise(person: Person | None, thread: Thread, board: Board) -> bool:
    """Those, and who looks after the board; never above words that nobody can read yet.

    Not who began it without a name: a summary stands under its writer's.
    """
    if person is None or thread.held:
        return False
    looks_after = can_facilitate(person, board, is_member=True)  # who reads a secret one is inside
    return looks_after or can_arrange(person, thread, board)


def can_see_versions(
    person: Person | None, post: Post, board: Board, own: str | None = None
) -> bool:
    """What stood in a post before it was edited: its author, and who moderates the board."""
    return is_own(person, post, own) or moderates(person, board)


def can_write(person: Person | None, board: Board) -> bool:
    """Who may read a board (ask its door first) may write in it, once signed in and while it is open."""
    return person is not None and not person.frozen and board.archived_at is None


def check_may_write(person: Person, board: Board) -> None:
    people_rules.check_not_frozen(person)
    if board.archived_at is not None:
        raise Refused(_("This board is closed. You can read it, and write in another board."))
    if not can_write(person, board):
        raise Refused(_("You may not write here at the moment."))


def can_tend(person: Person | None, board: Board) -> bool:
    """Close, pin, slow down and move its threads: who looks after a board and may read it."""
    return can_facilitate(person, board, is_member=True)  # who reads a secret one is inside


def can_reply(person: Person | None, thread: Thread, board: Board) -> bool:
    closed = thread.held or (thread.locked and not can_tend(person, board))
    return can_write(person, board) and not closed


def check_may_reply(person: Person, thread: Thread, board: Board) -> None:
    check_may_write(person, board)
    if thread.locked and not can_tend(person, board):
        raise Refused(_("This thread is closed to new posts. You can start another one."))


def check_pace(thread: Thread, last_at: datetime | None, now: datetime) -> None:
    """`last_at`: when this person last wrote in the thread. TooFast while that is too near."""
    if last_at is None or not thread.slow_seconds:
        return
    left = thread.slow_seconds - (now - last_at).total_seconds()
    if left > 0:
        raise TooFast(ceil(left))


def check_may_move(source: Board, target: Board) -> None:
    """Nobody's words go where more people, or others, read them than they wrote for."""
    if source.kind is not BoardKind.OPEN or target.kind is not BoardKind.OPEN:
        raise Refused(_("Threads move between open boards only."), field="board")
    if target.public and not source.public:
        raise Refused(
            _("This was written for members only. It cannot move where everybody reads."),
            field="board",
        )
    if target.archived_at is not None:
        raise Refused(_("This board is closed."), field="board")


def check_may_write_unnamed(board: Board, pseudonym: Pseudonym | None, now: datetime) -> None:
    """Refused where the board wants names, or its moderators have given this pseudonym a rest."""
    if not board.anonymous:
        raise Refused(_("In this board everybody writes under their name."))
    check_is_not_resting(pseudonym, now)


def check_is_not_resting(pseudonym: Pseudonym | None, now: datetime) -> None:
    """Refused, with the reason, while moderators let this name rest."""
    until = pseudonym.limited_until if pseudonym else None
    if pseudonym is not None and until is not None and until > now:
        words = ngettext(
            "A moderator lets this name rest for %(n)d more day. The reason: “%(reason)s”.",
            "A moderator lets this name rest for %(n)d more days. The reason: “%(reason)s”.",
            (until - now).days + 1,
        )
        raise Refused(words % {"n": (until - now).days + 1, "reason": pseudonym.limit_reason})


def waits_unnamed(board: Board, pseudonym: Pseudonym | None) -> bool:
    """Whether a moderator reads first what is written under this pseudonym, or under a new one."""
    return board.anonymous_held or (pseudonym is not None and pseudonym.held_first)


def can_change(person: Person | None, post: Post, board: Board, own: str | None = None) -> bool:
    """One's own post, while it is to be seen or waits, and while the board is open."""
    may_write = person is not None and not person.frozen
    return may_write and can_withdraw(person, post, own) and board.archived_at is None


def can_lead(person: Person | None, thread: Thread, board: Board, own: str | None = None) -> bool:
    """Ask a poll in a thread and say what came of it: who began it, while they may write here."""
    return is_own(person, thread, own) and can_write(person, board)


def can_take_poll(
    person: Person | None, thread: Thread, board: Board, own: str | None = None
) -> bool:
    """Take a poll away: who asked it, always, and who moderates the board."""
    return is_own(person, thread, own) or sees_through_blocks(person, board)


def can_withdraw(person: Person | None, post: Post, own: str | None = None) -> bool:
    """One's own words can always be taken back, also where the board is closed."""
    return is_own(person, post, own) and post.state in (PostState.VISIBLE, PostState.HELD)
