"""A page of a thread as it is read: its posts, and between them the places that others left. Pure."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from peerhub.forum.models import Thread
from peerhub.forum.shown import ShownPost, place_in_thread


@dataclass(frozen=True, slots=True)
class EmptyPlaces:
    """Neighbouring posts that stand in another thread now; no title where it is not to be read."""

    numbers: tuple[int, ...]
    title: str = ""
    href: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """One of the two."""

    post: ShownPost | None = None
    left: EmptyPlaces | None = None


def weave(
    posts: Sequence[ShownPost],
    left: Mapping[int, tuple[Thread | None, int]],
    order: Sequence[int],
    url: Callable[..., Any],
) -> list[Entry]:
    """The page in the order of its numbers; `left`: where the posts of empty places stand now, by
    the number they left. What waits and has no number comes last.
    """
    by_number = {post.number: post for post in posts if post.number}
    entries: list[Entry] = []
    for number in order:
        if number in by_number:
            entries.append(Entry(post=by_number[number]))
        elif number in left:
            _leave(entries, number, *left[number], url)
    return entries + [Entry(post=post) for post in posts if not post.number]


def _leave(
    entries: list[Entry], number: int, thread: Thread | None, there: int, url: Callable[..., Any]
) -> None:
    """One more empty place; those beside one another that lead to one thread are said as one."""
    title = thread.title if thread else ""
    last = entries[-1].left if entries else None
    if last is not None and last.title == title and last.numbers[-1] == number - 1:
        entries[-1] = Entry(left=EmptyPlaces((*last.numbers, number), title, last.href))
        return
    href = ""
    if thread is not None:
        address = url("forum:thread", thread_id=thread.thread_id, slug=thread.slug)
        href = f"{address}{place_in_thread(there)}"
    entries.append(Entry(left=EmptyPlaces((number,), title, href)))
