"""What the forms of the records become."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, StringConstraints, field_validator

from peerhub.community.models import (
    DOCUMENT_LENGTH,
    MOST_VERSIONS,
    SUMMARY_LENGTH,
    FormKind,
)
from peerhub.community.rules import check_web_address
from peerhub.compliance.models import LINE_LENGTH, WORDS_LENGTH, Topic
from peerhub.core.words import _
from peerhub.web.forms import Draft

Number = Annotated[int, Field(ge=0, le=MOST_VERSIONS)]


class DocumentDraft(Draft):
    """`seen`: the number of the version that its writer began from, 0 where there was none."""

    words: str = Field(min_length=1, max_length=DOCUMENT_LENGTH)
    summary: str = Field(min_length=1, max_length=SUMMARY_LENGTH)
    ask_again: Literal["", "yes"] = ""
    seen: Number
    action: Literal["preview", "publish"] = "publish"


class FormDraft(Draft):
    number: Number
    form: FormKind
    language: str = Field("en", max_length=16)
    address: str = Field("", max_length=300)
    words: str = Field("", max_length=DOCUMENT_LENGTH)

    _address = field_validator("address")(check_web_address)


class EndFormDraft(Draft):
    number: Number
    form: FormKind
    language: str = Field(max_length=16)


def _day(said: object) -> object:
    """As a browser sends it, in words where it is none."""
    try:
        return date.fromisoformat(said) if isinstance(said, str) else said
    except ValueError as fault:
        raise ValueError(_("Write the day as in 2027-05-31.")) from fault


Day = Annotated[date, BeforeValidator(_day)]
LaterDay = Annotated[date | None, BeforeValidator(lambda said: _day(said) if said else None)]
Line = Annotated[str, StringConstraints(min_length=1, max_length=LINE_LENGTH)]
Text = Annotated[str, StringConstraints(min_length=1, max_length=WORDS_LENGTH)]
Ids = Annotated[list[Annotated[str, StringConstraints(max_length=40)]], Field(max_length=50)]


class RecordDraft(Draft):
    """A page of the file; `seen`: the version that its writer began from, 0 where there was none."""

    review_on: Day
    reason: Text
    seen: Number

    def answers(self) -> dict[str, Any]:
        """What the record holds, as JSON has it."""
        return self.model_dump(mode="json", exclude={"reason", "seen"})


class AccountableDraft(RecordDraft):
    name: Line
    position: Line
    contact: Line
    appointed_by: Line


class ScopeDraft(RecordDraft):
    answer: Literal["in", "internal", "public", "unsure"]
    why: Text
    decided_by: Line


class DutyDraft(RecordDraft):
    state: Literal["met", "partly", "not", "none"]
    how: Text


class RiskDraft(RecordDraft):
    level: Literal["negligible", "low", "medium", "high"]
    functions: Ids = Field(default_factory=list)
    evidence: Text
    findings: Text
    actions: str = Field("", max_length=WORDS_LENGTH)
    completed_by: Line
    approved_by: Line


class MeasureDraft(RecordDraft):
    state: Literal["adopted", "alternative", "not"]
    how: Text
    since: LaterDay = None


class ChildrenDraft(RecordDraft):
    conclusion: Literal["yes", "no"]
    assurance: Text
    evidence: Text
    completed_by: Line
    approved_by: Line


DRAFTS: Mapping[Topic, type[RecordDraft]] = {
    Topic.ACCOUNTABLE: AccountableDraft,
    Topic.SCOPE: ScopeDraft,
    Topic.DUTY: DutyDraft,
    Topic.RISK: RiskDraft,
    Topic.MEASURE: MeasureDraft,
    Topic.CHILDREN: ChildrenDraft,
}
