"""Notices as the templates want them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from peerhub.notifications.models import Notice
from peerhub.notifications.rules import say


@dataclass(frozen=True, slots=True)
class ShownNotice:
    """A notice as `_notice.html` wants it."""

    id: str
    words: str
    line: str
    href: str
    at: datetime
    unread: bool


def shown(notice: Notice) -> ShownNotice:
    said = say(notice)
    unread = notice.read_at is None
    return ShownNotice(notice.notice_id, said.words, said.line, notice.path, notice.at, unread)
