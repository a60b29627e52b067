"""Nouns of the forum: Board, Thread, Post, and their limits."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Any

from peerhub.core.words import _

BODY_LENGTH = 50_000  # contract section 3
TITLE_LENGTH = 200
PAGE_POSTS = 50
PAGE_THREADS = 30
RULES_LENGTH = 4_000  # they are read at the door, by everybody
ASK_LENGTH = 300
ASK_RATE = "10/hour"  # asking to come in, as often as kindness bears
INVITE_RATE = "60/hour"  # who looks after a board may invite a whole group at once
FIRST_BOARD = "ask-without-your-name"  # the address of the board that a new hub begins with
REST_DAYS = (1, 7, 30)  # how long a moderator may let a pseudonym rest
LAST_PLACE = 9_999  # in the order of boards: where secret ones stand, which nobody orders


class BoardKind(StrEnum):
    """Who may read: every signed-in member, or the board's own members."""

    OPEN = "open"
    RESTRICTED = "restricted"
    PRIVATE = "private"
    CONFIDENTIAL = "confidential"

    @property
    def is_secret(self) -> bool:
        """Whether its address must tell nothing, and no token and no role opens it."""
        return self in (BoardKind.PRIVATE, BoardKind.CONFIDENTIAL)


class MemberState(StrEnum):
    """ASKED to come in, INVITED to, MEMBER, or REMOVED and kept out."""

    ASKED = "asked"
    INVITED = "invited"
    MEMBER = "member"
    REMOVED = "removed"


class PostState(StrEnum):
    """HELD waits for a moderator and has no number; WITHDRAWN by its author, REMOVED by a moderator."""

    VISIBLE = "visible"
    HELD = "held"
    WITHDRAWN = "withdrawn"
    REMOVED = "removed"


class WatchState(StrEnum):
    """WATCHING hears of what is new; MUTED hears nothing, and sees no count. Else: neither."""

    WATCHING = "watching"
    MUTED = "muted"


class ReadingWay(StrEnum):
    """In the order of time, or each post under the one it answers."""

    LINEAR = "linear"
    THREADED = "threaded"


@dataclass(frozen=True, slots=True)
class Standing:
    """How one reader stands to a thread. `read`: the number they read up to, None before the first
    visit; `since`: nothing older than this is new to them; `moved`: how many places after `read`
    lost their posts to another thread.
    """

    read: int | None = None
    since: datetime | None = None
    watch: WatchState | None = None
    way: ReadingWay = ReadingWay.LINEAR
    moved: int = 0


class Origin(StrEnum):
    """Where a post was written first: in the forum, in a letter, or in a room."""

    HERE = ""
    MAIL = "mail"
    ROOM = "room"


@dataclass(frozen=True, slots=True)
class Board:
    """A place for threads. `public` boards may be read without signing in."""

    board_id: str
    slug: str
    title: str
    purpose: str
    kind: BoardKind
    public: bool
    sector: str
    archived_at: datetime | None = None
    rules: str = ""
    position: int = 0
    anonymous: bool = False  # posts without a name are allowed
    anonymous_held: bool = False  # they wait for a moderator first

    @property
    def place(self) -> str:
        """Its scope, as roles name it."""
        return f"space:{self.slug}"

    @property
    def scopes(self) -> tuple[str, ...]:
        """Where a role must hold to count here (the hub always does)."""
        return (self.place, f"sector:{self.sector}") if self.sector else (self.place,)


def name_for_notice(board: Board) -> str:
    """Its title in notices and cases; a confidential board's stands nowhere but in the board."""
    return _("a confidential board") if board.kind is BoardKind.CONFIDENTIAL else board.title


def is_named(board: Board) -> bool:
    """Whether its name may stand anywhere but in it."""
    return board.kind is not BoardKind.CONFIDENTIAL


def page_title(board: Board, title: str = "") -> str:
    """For the tab and the history of a browser that others may see; `title`: a thread's in it."""
    if board.kind is BoardKind.CONFIDENTIAL:
        return _("A thread") if title else _("A board")
    return title or board.title


@dataclass(frozen=True, slots=True)
class Membership:
    """How one person stands to one board. `words`: what they wrote when they asked."""

    board_id: str
    person_id: str
    state: MemberState
    words: str = ""


@dataclass(frozen=True, slots=True)
class Pseudonym:
    """Who writes without a name in one board, as its moderators may know them: by an invented name.

    `limited_until`: no posts before; `held_first`: each waits for a moderator.
    """

    pseudonym_id: str
    board_id: str
    name: str
    limited_until: datetime | None = None
    held_first: bool = False
    limit_reason: str = ""

    def is_limited(self, now: datetime) -> bool:
        return self.limited_until is not None and self.limited_until > now


@dataclass(frozen=True, slots=True)
class Author:
    """Under what something is written: a person, or a pseudonym of this board and no person."""

    person_id: str | None
    pseudonym: Pseudonym | None = None

    @property
    def pseudonym_id(self) -> str | None:
        return self.pseudonym.pseudonym_id if self.pseudonym else None

    @property
    def name(self) -> str:
        """What is stored beside the words: nothing where a person's name is looked up."""
        return self.pseudonym.name if self.pseudonym else ""


@dataclass(frozen=True, slots=True)
class Thread:
    """A conversation. `posts` is the last number given; `moved` of them stand in another thread.

    `author_id` is None where it was imported or begun without a name.
    """

    thread_id: str
    board_id: str
    slug: str
    title: str
    author_id: str | None
    author_name: str
    posts: int
    made_at: datetime
    last_at: datetime
    last_name: str
    held: bool = False
    last_author_id: str | None = None
    poll: bool = False
    warning: str = ""  # the first post's content note
    question: bool = False
    accepted_id: str | None = None  # the post that answers the question
    locked: bool = False
    pinned: bool = False
    slow_seconds: int = 0
    last_hidden: bool = False  # a block keeps who wrote last from this reader
    pseudonym_id: str | None = None
    emptied: bool = False  # all its posts stand in another thread
    split_from: str | None = None  # the thread that its first posts came from
    moved: int = 0

    @property
    def standing(self) -> int:
        """How many posts stand here: what people read of a thread's length."""
        return self.posts - self.moved


@dataclass(frozen=True, slots=True)
class Post:
    """One post. `author_name` is set for imported mail, whose writers have no account here, and
    for what was written without a name, which has a `pseudonym_id` and no `author_id`.
    """

    post_id: str
    thread_id: str
    number: int | None
    author_id: str | None
    author_name: str
    body: str
    html: str
    reply_to: str | None
    at: datetime
    state: PostState
    removed_reason: str = ""
    edited_at: datetime | None = None
    files: tuple[dict[str, Any], ...] = ()
    origin: Origin = Origin.HERE
    warning: str = ""
    pseudonym_id: str | None = None

    @property
    def uploads(self) -> list[dict[str, Any]]:
        """Files that are kept here; of an imported mail's only the names are."""
        return [one for one in self.files if "url" in one]

    @property
    def shown_files(self) -> list[dict[str, Any]]:
        """Those, and a sentence in the place of what a moderator removed."""
        return [one for one in self.files if "url" in one or one.get("removed")]

    def emptied(self) -> Post:
        """As everybody may see it: a withdrawn or removed post keeps its place, not its words."""
        if self.state in (PostState.VISIBLE, PostState.HELD):
            return self
        return replace(self, body="", html="", files=(), warning="")


@dataclass(frozen=True, slots=True)
class Words:
    """What somebody wants to say; `html` was made from `body` at the door, once."""

    body: str
    html: str
    reply_to: str | None = None
    warning: str = ""
    files: tuple[str, ...] = ()  # ids of the writer's own uploads


@dataclass(frozen=True, slots=True)
class Carried:
    """A message of a room as it becomes a post, with its author's agreement.

    `author_id` is None where it was written under a name for that room alone.
    """

    message_id: str
    author_id: str | None
    author_name: str
    body: str
    html: str
    reply_to: str | None
    at: datetime


@dataclass(frozen=True, slots=True)
class About:
    """What somebody says of a thread that they begin: a question, and tags by their addresses."""

    question: bool = False
    tags: tuple[str, ...] = ()
