"""What the forms about following become."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from peerhub.web.forms import Draft


class FollowDraft(Draft):
    """What, by its key; to stop, by the key under which it rests."""

    what: str = Field(min_length=1, max_length=80)
    action: Literal["follow", "unfollow"]


class FollowMailDraft(Draft):
    by_mail: bool = False


class StopDraft(Draft):
    """By a button, or by a program that reads the header of a letter (RFC 8058)."""

    one_click: str = Field("", alias="List-Unsubscribe", max_length=20)
