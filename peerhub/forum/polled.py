"""The poll of a thread as its page shows it, with the doors that are open to this reader."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy.ext.asyncio import AsyncConnection
from starlette.requests import Request

from peerhub.core.words import _
from peerhub.forum import rules
from peerhub.forum.access import Reading, held_for_author
from peerhub.forum.models import PostState
from peerhub.forum.service.polling import about
from peerhub.forum.store import posts
from peerhub.polls.access import open_for_reader
from peerhub.polls.models import OPEN_DAYS, Choice, Opened, Poll, PollKind
from peerhub.web.visitor import hub_of, visitor_of


async def poll_for_reader(request: Request, db: AsyncConnection, reading: Reading) -> Opened | None:
    """None without one, and where the words it stands above are gone: it goes with them."""
    hub = hub_of(request)
    if not reading.thread.poll or not await _first_post_stands(request, db, reading):
        return None
    subject = about(reading.thread.thread_id)
    return await open_for_reader(db, hub.keys, subject, visitor_of(request), hub.clock.now())


async def _first_post_stands(request: Request, db: AsyncConnection, reading: Reading) -> bool:
    """Whether the words that a thread began with can still be read; its author's, while they wait."""
    if reading.thread.held:
        waiting = await held_for_author(db, visitor_of(request), reading)
        return any(post.state is PostState.HELD for post in waiting)
    found = await posts.list_posts(db, reading.thread.thread_id, after=0, limit=1)
    return bool(found) and found[0].state is PostState.VISIBLE


async def poll_context(request: Request, db: AsyncConnection, reading: Reading) -> dict[str, Any]:
    """`poll` and `poll_links` for `_poll.html`, or `new_poll_href` for who may ask one."""
    person, thread, board = visitor_of(request), reading.thread, reading.board
    leads = rules.can_lead(person, thread, board, reading.own)

    def to(name: str, allowed: bool) -> str:
        url = request.app.url_path_for(f"forum:{name}", thread_id=thread.thread_id)
        return str(url) if allowed else ""

    opened = await poll_for_reader(request, db, reading)
    if opened is None:
        asks = leads and not thread.poll and await _may_ask(request, db, reading)
        return {"poll": None, "new_poll_href": to("new_poll", asks)}
    shown = show_poll(opened, hub_of(request).clock.now())
    writes = rules.can_write(person, board) and not thread.held
    links = {
        "answer": to("answer_poll", shown["open"] and writes),
        "close": to("close_poll", shown["open"] and leads and not thread.held),
        "outcome": to("edit_outcome", not shown["open"] and leads),
        "take_away": to("take_poll_away", rules.can_take_poll(person, thread, board, reading.own)),
    }
    return {"poll": shown, "poll_links": links}


async def _may_ask(request: Request, db: AsyncConnection, reading: Reading) -> bool:
    """Whether a poll would stand or wait with the words below it; alone it cannot wait."""
    if reading.thread.held:
        return await _first_post_stands(request, db, reading)
    unnamed = reading.thread.pseudonym_id is not None
    return not (unnamed and rules.waits_unnamed(reading.board, reading.pseudonym))


def poll_heading(poll: Poll) -> str:
    if poll.kind is PollKind.PROPOSAL:
        return _("Proposal: %(question)s") % {"question": poll.question}
    return _("Poll: %(question)s") % {"question": poll.question}


def choice_words(poll: Poll, choice: Choice) -> str:
    if poll.kind is not PollKind.PROPOSAL:
        return choice.words
    stances = {
        "agree": _("I agree"),
        "abstain": _("I leave it to others"),
        "disagree": _("I disagree, and can live with it"),
        "object": _("I object: we should talk first"),
    }
    return stances[choice.words]


def show_poll(opened: Opened, now: datetime) -> dict[str, Any]:
    """`choices`: .id .words .mine (bool) .count (None while results are hidden) each."""
    poll, results = opened.poll, opened.results
    return {
        "heading": poll_heading(poll),
        "question": poll.question,
        "kind": poll.kind.value,
        "open": poll.is_open(now),
        "closes_at": poll.closes_at,
        "hidden": poll.hidden,
        "people": results.people if results else None,
        "answered": bool(opened.mine),
        "outcome": {"body": poll.outcome, "html": poll.outcome_html},
        "choices": [
            {
                "id": choice.choice_id,
                "words": choice_words(poll, choice),
                "mine": choice.choice_id in opened.mine,
                "count": results.counts.get(choice.choice_id, 0) if results else None,
            }
            for choice in poll.choices
        ],
    }


def kind_options() -> list[tuple[str, str, str]]:
    return [
        ("one", _("One answer"), _("Each person chooses one of your answers.")),
        ("several", _("Several answers"), _("Each person chooses as many as fit.")),
        (
            "proposal",
            _("A proposal"),
            _("People agree, leave it to others, disagree or object. You write no answers."),
        ),
    ]


def open_options() -> list[tuple[str, str]]:
    words = {
        0: _("Open until I close it"),
        1: _("One day"),
        3: _("Three days"),
        7: _("One week"),
        14: _("Two weeks"),
        30: _("30 days"),
    }
    return [(str(days), words[days]) for days in OPEN_DAYS]
