"""Polls and proposals of threads."""

from __future__ import annotations

from typing import Annotated, Literal, Self

from pydantic import Field, StringConstraints, field_validator, model_validator

from peerhub.core.words import _, ngettext
from peerhub.polls.models import (
    CHOICE_LENGTH,
    MOST_CHOICES,
    OUTCOME_LENGTH,
    QUESTION_LENGTH,
    PollKind,
)
from peerhub.web.forms import Draft

ChoiceId = Annotated[str, StringConstraints(max_length=16)]


class PollDraft(Draft):
    """`choices`: one a line; a proposal needs none. `open_days` as text, "0" for no end."""

    question: str = Field(min_length=1, max_length=QUESTION_LENGTH)
    kind: PollKind = PollKind.ONE
    choices: str = Field("", max_length=MOST_CHOICES * (CHOICE_LENGTH + 20))
    open_days: Literal["0", "1", "3", "7", "14", "30"] = "7"
    hidden: Literal["", "yes"] = ""

    @property
    def lines(self) -> list[str]:
        return [line.strip() for line in self.choices.splitlines() if line.strip()]

    @field_validator("choices")
    @classmethod
    def _short(cls, said: str) -> str:
        if any(len(line.strip()) > CHOICE_LENGTH for line in said.splitlines()):
            words = ngettext(
                "Use at most %(n)d sign for each answer.",
                "Use at most %(n)d signs for each answer.",
                CHOICE_LENGTH,
            )
            raise ValueError(words % {"n": CHOICE_LENGTH})
        return said

    @model_validator(mode="after")
    def _enough(self) -> Self:
        if self.kind is PollKind.PROPOSAL:
            return self
        if not 2 <= len(self.lines) <= MOST_CHOICES:
            raise ValueError(
                _("Write two to %(n)d answers, each on a line of its own.") % {"n": MOST_CHOICES}
            )
        if len({line.casefold() for line in self.lines}) < len(self.lines):
            raise ValueError(_("Two of the answers are the same. Change one of them."))
        return self


class AnswerDraft(Draft):
    """What somebody chose; `action` takes it back."""

    choices: list[ChoiceId] = Field(default_factory=list, max_length=MOST_CHOICES)
    action: Literal["answer", "take_back"] = "answer"


class OutcomeDraft(Draft):
    outcome: str = Field("", max_length=OUTCOME_LENGTH)
