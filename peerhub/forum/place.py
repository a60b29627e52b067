"""The board as a place, in words: its kind, who reads, who looks after it, what its door says."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy.ext.asyncio import AsyncConnection

from peerhub.core.text import to_html
from peerhub.core.words import _, ngettext
from peerhub.forum import door as doors
from peerhub.forum.door import Door
from peerhub.forum.models import REST_DAYS, BoardKind, MemberState, Pseudonym, page_title
from peerhub.people.models import Person


def kind_words(kind: BoardKind) -> str:
    return {
        BoardKind.OPEN: _("Open board"),
        BoardKind.RESTRICTED: _("Restricted board"),
        BoardKind.PRIVATE: _("Private board"),
        BoardKind.CONFIDENTIAL: _("Confidential board"),
    }[kind]


def readers_words(kind: BoardKind, *, public: bool = False) -> str:
    """Who can read what is written there, truly."""
    if public:
        return _("Everybody on the internet can read it. Every member of this hub can write in it.")
    return {
        BoardKind.OPEN: _("Every member of this hub can read it and write in it."),
        BoardKind.RESTRICTED: _(
            "Everybody in the hub sees that it is there. Only people who were let in can read it."
        ),
        BoardKind.PRIVATE: _("Only people who were invited can see it and read it."),
        BoardKind.CONFIDENTIAL: _(
            "Only people who were invited can see it and read it. It stands in no list, no search"
            " and on nobody's page, and its title in no notice."
        ),
    }[kind]


def kind_options() -> list[tuple[str, str, str]]:
    """For an administrator's choice."""
    return [(kind.value, kind_words(kind), readers_words(kind)) for kind in BoardKind]


def members_words(count: int) -> str:
    """A coarse count: an exact one would tell who came and went."""
    if count < 5:
        return _("Fewer than 5 members")
    step = 5 if count < 50 else 10 if count < 200 else 50
    return _("About %(n)d members") % {"n": round(count / step) * step}


async def boards_to_join(db: AsyncConnection, person: Person | None) -> list[dict[str, str]]:
    """What `forum/_to_join.html` lists: boards to ask for, and those that wait for this person."""
    return [
        {
            "slug": door.board.slug,
            "title": door.board.title,
            "purpose": door.board.purpose,
            "line": _knock_words(door),
        }
        for door in await doors.doors_to_knock_at(db, person)
    ]


def _knock_words(door: Door) -> str:
    if door.state is MemberState.INVITED:
        return _("You are invited.")
    if door.state is MemberState.ASKED:
        return _("You have asked to join.")
    return _("You can join.") if door.may_walk_in else _("You can ask to join.")


async def about_board(db: AsyncConnection, door: Door) -> dict[str, Any]:
    """What `forum/about.html` wants of a board, at its door and inside."""
    board = door.board
    open_to_all = board.kind is BoardKind.OPEN
    count = 0 if open_to_all else await doors.count_members(db, board)
    return {
        "slug": board.slug,
        "title": board.title,
        "page_title": page_title(board),
        "kind": kind_words(board.kind),
        "readers": readers_words(board.kind, public=board.public),
        "purpose": board.purpose,
        "html": to_html(board.rules) if board.rules else "",
        "facilitators": await _facilitators(db, door),
        "members": "" if open_to_all else members_words(count),
        "inside": door.inside,
        "is_member": door.state is MemberState.MEMBER,
        "asked": door.state is MemberState.ASKED,
        "invited": door.state is MemberState.INVITED,
        "removed": door.state is MemberState.REMOVED,
        "may_join": door.may_walk_in,
        "may_ask": door.may_ask,
        "may_manage": door.may_manage and not open_to_all,
        "may_change": door.may_change,
        "facilitates": door.may_manage,
        "anonymous": board.anonymous,
        "secret": board.kind.is_secret,
        "public": board.public,
        "archived": board.archived_at is not None,
    }


async def _facilitators(db: AsyncConnection, door: Door) -> list[str]:
    """Names are for members: a stranger reads a public board without learning who works here."""
    if door.person is None:
        return []
    return [fellow.name for fellow in await doors.facilitators_of(db, door.board)]


def limit_words(pseudonym: Pseudonym, now: datetime) -> str:
    """What its moderators have decided about it, or nothing."""
    said = []
    if pseudonym.limited_until is not None and pseudonym.is_limited(now):
        days = (pseudonym.limited_until - now).days + 1
        words = ngettext("Rests for %(n)d more day.", "Rests for %(n)d more days.", days)
        said.append(words % {"n": days})
    if pseudonym.held_first:
        said.append(_("A moderator reads each of its posts first."))
    if said and pseudonym.limit_reason:
        said.append(_("The reason: “%(reason)s”.") % {"reason": pseudonym.limit_reason})
    return " ".join(said)


def rest_options() -> list[tuple[str, str]]:
    days = [(str(n), ngettext("%(n)d day", "%(n)d days", n) % {"n": n}) for n in REST_DAYS]
    return [("0", _("Not at all")), *days]


def waits_words(wait: timedelta | None) -> str:
    """How long what waits for a moderator lately took, as it truly was."""
    first = _("A moderator reads it before others do.")
    if wait is None:
        return (
            first + " " + _("How long that takes we cannot say yet: too little has waited so far.")
        )
    hours = -(-int(wait.total_seconds()) // 3600)
    if hours <= 1:
        return first + " " + _("Lately three out of four waited less than an hour.")
    if hours < 48:
        said = ngettext(
            "Lately three out of four waited less than %(n)d hour.",
            "Lately three out of four waited less than %(n)d hours.",
            hours,
        )
        return first + " " + said % {"n": hours}
    said = ngettext(
        "Lately three out of four waited less than %(n)d day.",
        "Lately three out of four waited less than %(n)d days.",
        -(-hours // 24),
    )
    return first + " " + said % {"n": -(-hours // 24)}
