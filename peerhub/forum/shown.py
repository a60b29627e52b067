"""Threads and posts as the templates want them: names, addresses and what this reader may do."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property, lru_cache
from typing import Any

from peerhub.core.text import fold_quotes
from peerhub.core.words import _, ngettext
from peerhub.forum import rules
from peerhub.forum.access import Reading
from peerhub.forum.models import (
    PAGE_POSTS,
    Board,
    BoardKind,
    Origin,
    Post,
    PostState,
    Standing,
    Thread,
    page_title,
)
from peerhub.forum.order import Order
from peerhub.forum.standing import NOBODY, is_new
from peerhub.people.models import Person
from peerhub.uploads.attachments import still_borne, with_files

_folded = lru_cache(1_000)(fold_quotes)  # as many as fragments.py keeps; long letters take long
Url = Callable[..., Any]


@dataclass(frozen=True, slots=True)
class ShownPost:
    """A post as `_post.html` wants it."""

    id: str
    number: int | None
    author_name: str
    author_place: str
    at: datetime
    edited_at: datetime | None
    html: str
    warning: str
    reply_to: int | None
    indented: bool
    reply_to_href: str
    state: str
    reason: str
    new: bool
    may_edit: bool
    may_withdraw: bool
    may_reply: bool
    accepted: bool
    may_accept: bool
    accept_href: str
    history_href: str
    reply_href: str
    quote_href: str
    edit_href: str
    withdraw_href: str
    name_href: str
    block_href: str
    split_href: str
    files: list[dict[str, str]]


@dataclass(frozen=True)
class Showing:
    """Who reads what, and how addresses are made."""

    reading: Reading
    person: Person | None
    url: Url
    numbers: dict[str, int]
    authors: dict[str, Person]
    standing: Standing = NOBODY
    order: Order | None = None  # where each post is read under the one it answers

    @cached_property
    def base(self) -> str:
        thread = self.reading.thread
        return str(self.url("forum:thread", thread_id=thread.thread_id, slug=thread.slug))

    def href(self, number: int) -> str:
        """The address of a post by its number, on whichever page it stands."""
        if self.order is None:
            page = page_of_number(number)
            return f"{self.base}{f'?page={page}' if page > 1 else ''}#p-{number}"
        page = self.order.page_of().get(number, 1)
        return f"{self.base}{f'?reading=threaded&page={page}' if page > 1 else ''}#p-{number}"

    def name(self, post: Post) -> str:
        if post.author_id is None:
            return post.author_name or _("Imported author")
        author = self.authors.get(post.author_id)
        return author.name if author else _("Former member")

    def files(self, post: Post) -> list[dict[str, Any]]:
        """Files are for members: a stranger reads of them only that they are there."""
        return post.shown_files if self.person is not None else []

    def _may_accept(self, post: Post) -> bool:
        reading, later = self.reading, post.number is not None and post.number > 1
        thread = reading.thread
        arranges = rules.can_arrange(self.person, thread, reading.board, reading.own)
        return thread.question and later and post.state is PostState.VISIBLE and arranges

    def place(self, post: Post) -> str:
        """Beside the name. Only its author reads that a post without a name is theirs."""
        if post.pseudonym_id is not None:
            mine = post.pseudonym_id == self.reading.own
            return _("you, without your name") if mine else _("without a name")
        return origin_words(post)

    def name_href(self, post: Post) -> str:
        """For who looks after the board: what else this name wrote here, and nowhere else."""
        board = self.reading.board
        if post.pseudonym_id is None or not rules.can_facilitate(
            self.person, board, is_member=True
        ):
            return ""
        return str(self.url("forum:pseudonym", slug=board.slug, pseudonym=post.pseudonym_id))

    def block_href(self, post: Post) -> str:
        if post.pseudonym_id in (None, self.reading.own) or self.person is None:
            return ""
        return str(self.url("forum:create_block", post_id=post.post_id))

    def split_href(self, post: Post) -> str:
        later = post.number is not None and post.number > 1
        if not later or not rules.can_tend(self.person, self.reading.board):
            return ""
        thread_id = self.reading.thread.thread_id
        return f"{self.url('forum:new_split', thread_id=thread_id)}?from={post.number}"

    def show(self, post: Post) -> ShownPost:
        number = self.numbers.get(post.reply_to or "")
        writing = rules.can_write(self.person, self.reading.board)
        return ShownPost(
            id=post.post_id,
            number=post.number,
            author_name=self.name(post),
            author_place=self.place(post),
            at=post.at,
            edited_at=post.edited_at,
            html=with_files(_folded(post.html, _("Quoted text")), self.files(post)),
            warning=post.warning,
            reply_to=number,
            indented=bool(self.order and post.number in self.order.within),
            reply_to_href=self.href(number) if number else "",
            state=post.state,
            reason=post.removed_reason,
            new=is_new(post, self.reading.thread, self.standing, self.person),
            may_edit=rules.can_change(self.person, post, self.reading.board, self.reading.own),
            may_withdraw=rules.can_withdraw(self.person, post, self.reading.own),
            may_reply=writing and post.state is PostState.VISIBLE,
            accepted=self.reading.thread.accepted_id == post.post_id,
            may_accept=self._may_accept(post),
            accept_href=str(self.url("forum:update_answer", post_id=post.post_id)),
            history_href=str(self.url("forum:history", post_id=post.post_id)),
            reply_href=f"{self.base}?reply_to={post.post_id}#answer",
            quote_href=f"{self.base}?reply_to={post.post_id}&quote=1#answer",
            edit_href=str(self.url("forum:edit_post", post_id=post.post_id)),
            withdraw_href=str(self.url("forum:withdraw_post", post_id=post.post_id)),
            name_href=self.name_href(post),
            block_href=self.block_href(post),
            split_href=self.split_href(post),
            files=[
                named(one)
                for one in still_borne(post.files)
                if self.person is None or "url" not in one
            ],
        )


def origin_words(post: Post) -> str:
    if post.origin is Origin.ROOM:
        return _("said in a room, and brought here with their agreement")
    return _("imported from a mailing list") if post.origin is Origin.MAIL else ""


def page_of_number(number: int) -> int:
    return (number - 1) // PAGE_POSTS + 1


def place_in_thread(number: int) -> str:
    """What follows a thread's address to lead to one post, read in the order of time."""
    return f"?page={page_of_number(number)}#p-{number}"


def named(file: Mapping[str, Any]) -> dict[str, str]:
    """A file that cannot be opened here: one of an imported mail, or one for members alone."""
    why = _("sign in to see it") if "url" in file else _("not kept here")
    return {
        "name": file["name"],
        "size": in_words(int(file["bytes"] if "url" in file else file["size"])),
        "why": why,
    }


def in_words(size: int) -> str:
    """A file's size as people say it."""
    if size < 1_000:
        return ngettext("%(n)d byte", "%(n)d bytes", size) % {"n": size}
    if size < 1_000_000:
        return _("%(n)d kB") % {"n": round(size / 1_000)}
    return _("%(n)s MB") % {"n": f"{size / 1_000_000:.1f}"}


def audience(board: Board) -> str:
    """Who will read what is written here, in one sentence."""
    if board.public:
        return _("Everybody on the internet can read what you write here, also without joining.")
    if board.kind is BoardKind.OPEN:
        return _("Every member of this hub can read what you write here. Nobody else can.")
    return _("Members of this board can read what you write here. Nobody else can.")


def readers(board: Board) -> str:
    """The same beside a board's or a thread's title, in a few words."""
    if board.public:
        return _("Everybody can read it, also without joining")
    if board.kind is BoardKind.OPEN:
        return _("Every member of the hub can read it")
    return _("Only members of this board can read it")


def history_rows(found: Sequence[tuple[Post, Thread]], url: Url) -> list[dict[str, Any]]:
    """What a pseudonym wrote, as `pseudonym.html` wants it."""
    states = {
        PostState.HELD: _("Waiting for a moderator"),
        PostState.REMOVED: _("Removed"),
    }
    return [
        {
            "title": thread.title,
            "href": f"{url('forum:thread', thread_id=thread.thread_id, slug=thread.slug)}"
            + place_in_thread(post.number or 1),
            "html": post.html,
            "at": post.at,
            "state": states.get(post.state, ""),
        }
        for post, thread in found
    ]


def board_fields(board: Board) -> dict[str, Any]:
    fields = {n: getattr(board, n) for n in ("slug", "title", "purpose", "public", "anonymous")}
    return fields | {"page_title": page_title(board), "readers": readers(board)}
