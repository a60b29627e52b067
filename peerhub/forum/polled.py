"""The poll of a thread as its page shows it, with the doors that are open to this reader."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy.ext.asyncio import AsyncConnection
from starlette.requests import Request

from peerhub.core.clock import to_iso
from peerhub.core.words import _
from peerhub.forum import rules
from peerhub.forum.access import Reading
from peerhub.forum.models import PostState
from peerhub.forum.service.polling import about
from peerhub.forum.store import posts
from peerhub.polls.access import open_for_reader
from peerhub.polls.models import OPEN_DAYS, Choice, Opened, Poll, PollKind
from peerhub.web.visitor import hub_of, visitor_of


async def poll_for_reader(request: Request, db: AsyncConnection, reading: Reading) -> Opened | None:
    """None without one, and where the words it stands above are gone: it goes with them."""
    hub = hub_of(request)
    if not reading.thread.poll or not await _first_post_stands(db, reading):
        return None
    subject = about(reading.thread.thread_id)
    return await open_for_reader(db, hub.keys, subject, visitor_of(request), hub.clock.now())


async def _first_post_stands(db: AsyncConnection, reading: Reading) -> bool:
    """Whether the words that a thread began with can still be read."""
    found = await posts.list_posts(db, reading.thread.thread_id, after=0, limit=1)
    return bool(found) and found[0].state is PostState.VISIBLE


async def poll_context(request: Request, db: AsyncConnection, reading: Reading) -> dict[str, Any]:
    """`poll` and `poll_links` for `_poll.html`, or `new_poll_href` for who may ask one."""
    person, thread, board = visitor_of(request), reading.thread, reading.board
    leads = rules.can_lead(person, thread, board)

    def to(name: str, allowed: bool) -> str:
        url = request.app.url_path_for(f"forum:{name}", thread_id=thread.thread_id)
        return str(url) if allowed else ""

    opened = await poll_for_reader(request, db, reading)
    if opened is None:
        return {"poll": None, "new_poll_href": to("new_poll", leads and not thread.poll)}
    shown = show_poll(opened, hub_of(request).clock.now())
    links = {
        "answer": to("answer_poll", shown["open"] and rules.can_write(person, board)),
        "close": to("close_poll", shown["open"] and leads),
        "outcome": to("edit_outcome", not shown["open"] and leads),
        "take_away": to("take_poll_away", rules.can_take_poll(person, thread, board)),
    }
    return {"poll": shown, "poll_links": links}


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


def poll_fields(opened: Opened, now: datetime) -> dict[str, Any]:
    """The same for a program: times as text, nothing where there is nothing."""
    shown = show_poll(opened, now)
    closes = shown.pop("closes_at")
    kept = {k: v for k, v in shown.items() if v is not None and k not in ("answered",)}
    kept["choices"] = [{k: v for k, v in c.items() if v is not None} for c in shown["choices"]]
    return kept | ({"closes_at": to_iso(closes)} if closes else {})


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
