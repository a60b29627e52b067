"""Threads as lists of them want them: what is new, and where in the thread to begin."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from peerhub.core.words import _
from peerhub.forum.models import Board, Standing, Thread
from peerhub.forum.shown import place_in_thread
from peerhub.forum.standing import NOBODY, news_of
from peerhub.tags.models import Tag


def rows(
    found: Sequence[Thread],
    boards: Mapping[str, Board],
    standings: Mapping[str, Standing],
    tags: Mapping[str, Sequence[Tag]],
    *,
    with_board: bool,
) -> list[dict[str, Any]]:
    """Threads as `_thread_row.html` wants them."""
    return [
        {
            **_news(thread, standings.get(thread.thread_id, NOBODY)),
            "id": thread.thread_id,
            "slug": thread.slug,
            "title": thread.title,
            "author_name": thread.author_name or _("Imported author"),
            "posts": thread.standing,
            "last_at": thread.last_at,
            "last_name": _last_name(thread),
            "warning": thread.warning,
            "tags": tags.get(thread.thread_id, ()),
            "question": question_words(thread),
            "held": thread.held,
            "locked": thread.locked,
            "pinned": thread.pinned,
            "board": boards[thread.board_id].title if with_board else "",
        }
        for thread in found
    ]


def _news(thread: Thread, standing: Standing) -> dict[str, Any]:
    """What is new in a row's words, and where in the thread its link leads."""
    news = news_of(thread, standing)
    words = ""
    if news.count:
        words = _("%(n)s new") % {"n": news.count}
    if news.thread:
        words = _("New thread")
    if news.posts:
        words = _("New posts")
    first = (standing.read or 0) + 1 if news.count and not news.thread else 0
    return {
        "news": words,
        "place": place_in_thread(first) if first > 1 else "",
        "watch": standing.watch,
    }


def question_words(thread: Thread) -> str:
    """What a question's badge says; "" for any other thread."""
    if not thread.question:
        return ""
    return _("Question, answered") if thread.accepted_id else _("Question")


def _last_name(thread: Thread) -> str:
    if thread.last_hidden:
        return ""
    return thread.last_name or thread.author_name or _("Imported author")
