"""What the forms of extracts become."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from peerhub.extracts.models import MOST_LINES, TITLE_LENGTH
from peerhub.web.forms import Draft

MessageId = Annotated[str, StringConstraints(max_length=16)]


class ExtractDraft(Draft):
    title: str = Field(min_length=1, max_length=TITLE_LENGTH)
    board: str = Field(min_length=1, max_length=60)
    messages: list[MessageId] = Field(default_factory=list, max_length=MOST_LINES + 1)


class AnswerDraft(Draft):
    """Which of one's own messages may go; none, or `action`, keeps all of them."""

    messages: list[MessageId] = Field(default_factory=list, max_length=MOST_LINES)
    action: Literal["answer", "refuse"] = "answer"


class EndDraft(Draft):
    action: Literal["make", "give_up"]
