"""Extracts as the templates want them."""

from __future__ import annotations

from typing import Any

from peerhub.core.words import _
from peerhub.extracts.access import Exchange, Opened
from peerhub.extracts.models import Answer, ExtractState
from peerhub.forum.models import Board


def audience(board: Board) -> str:
    """Who would read it, in one sentence, as the forum's own composer says it."""
    if board.public:
        return _("Everybody on the internet could read it, also without joining.")
    return _("Every member who can read this board could read it.")


def rows(exchange: Exchange) -> list[dict[str, Any]]:
    """.id .name .at .html .excerpt of each message."""
    return [
        {
            "id": message.message_id,
            "name": exchange.bylines[message.message_id].name,
            "at": message.at,
            "html": message.html,
        }
        for message in exchange.said
    ]


def opened_fields(opened: Opened) -> dict[str, Any]:
    """How an extract stands for one of its people. Who refused is told to nobody."""
    extract, exchange = opened.extract, opened.exchange
    lines = {line.message_id: line for line in opened.lines}
    mine = {line.message_id for line in opened.mine}
    said = [
        row
        | {
            "mine": row["id"] in mine,
            "agreed": row["id"] in mine and lines[row["id"]].answer is not Answer.REFUSED,
        }
        for row in rows(exchange)
    ]
    return {
        "id": extract.extract_id,
        "title": extract.title,
        "room": {"slug": exchange.seat.room.slug, "title": exchange.seat.room.title},
        "board": opened.board.title,
        "audience": audience(opened.board),
        "asking": extract.state is ExtractState.ASKING,
        "thread": extract.thread_id or "",
        "answered": all(line.answer is not Answer.ASKED for line in opened.mine),
        "proposer": opened.is_proposer,
        "agreed": len(opened.agreed),
        "all": len(opened.lines),
        "said": said,
        "has_own": bool(mine),
    }
