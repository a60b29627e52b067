"""What those who look after a board do to its threads."""

from __future__ import annotations

import re
import sys
from typing import Annotated, Literal

from pydantic import Field, StringConstraints, field_validator

from peerhub.core.words import _
from peerhub.forum.acts import REASON_LENGTH, ActKind
from peerhub.forum.models import TITLE_LENGTH
from peerhub.web.forms import Draft

MOST_PARTS = 50  # of a list of numbers
PART = re.compile(
    r"(\d{1,6})(\s*[-\u2013]\s*(\d{1,6})?)?", re.ASCII
)  # 4, 4-9, or 4- for all from 4
ADDRESS = re.compile(r"(?:.*/forum/t/)?([a-z0-9]{16})(?:[/?#].*)?")


class ActDraft(Draft):
    """What is done to a thread, and why: the reason is told to who began it, where they are told."""

    kind: Literal[ActKind.LOCK, ActKind.PIN, ActKind.SLOW, ActKind.MOVE]
    reason: str = Field(min_length=1, max_length=REASON_LENGTH)
    seconds: Literal["0", "300", "1800", "3600", "86400"] = "0"
    board: str = Field("", max_length=60)


class UndoDraft(Draft):
    act: Annotated[str, StringConstraints(min_length=1, max_length=16)]


class SplitDraft(Draft):
    """Which posts begin a thread of their own: `4`, `4-9`, `4-` for all from there, or several."""

    posts: str = Field(min_length=1, max_length=400)
    title: str = Field(min_length=1, max_length=TITLE_LENGTH)
    reason: str = Field(min_length=1, max_length=REASON_LENGTH)

    @field_validator("posts")
    @classmethod
    def _are_numbers(cls, posts: str) -> str:
        parts = posts.split(",")
        if len(parts) > MOST_PARTS or not all(PART.fullmatch(part.strip()) for part in parts):
            raise ValueError(_("Write the numbers of posts, as in 4-9, 12."))
        return posts

    @property
    def numbers(self) -> list[range]:
        """Each part, its end included; one that is open goes on for ever."""
        found = []
        for part in self.posts.split(","):
            first, span, last = PART.fullmatch(part.strip()).groups()  # type: ignore[union-attr]
            end = int(last) if last else sys.maxsize - 1 if span else int(first)
            found.append(range(int(first), end + 1))
        return found


class MergeDraft(Draft):
    """Into which thread, by the address of its page or by its id alone."""

    into: str = Field(min_length=1, max_length=400)
    reason: str = Field(min_length=1, max_length=REASON_LENGTH)

    @field_validator("into")
    @classmethod
    def _is_an_address(cls, into: str) -> str:
        found = ADDRESS.fullmatch(into.strip())
        if found is None:
            raise ValueError(_("Copy the address of the other thread's page into this field."))
        return found[1]
