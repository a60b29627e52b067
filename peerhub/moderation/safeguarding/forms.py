"""What safeguarding's forms become. A flag needs nothing but its urgency."""

from __future__ import annotations

from base64 import urlsafe_b64decode
from datetime import date
from typing import Annotated, Literal

from pydantic import AfterValidator, Field, field_validator, model_validator

from peerhub.core.words import _
from peerhub.moderation.safeguarding.kinds import FlagKind, RecordPart, Standing, Subject
from peerhub.moderation.safeguarding.models import (
    CREDENTIAL_MOST,
    KEEP_YEARS,
    LINE_LENGTH,
    MOST_EXCLUDED,
    PASSKEY_NAME_MOST,
    PASSPHRASE_MOST,
    SECRET_LEAST,
    SECRET_MOST,
    WORDS_LENGTH,
    DutyManner,
    Flag,
    Part,
    Settings,
    Urgency,
)
from peerhub.moderation.safeguarding.wall import KEY_BYTES
from peerhub.web.forms import Draft


class FlagDraft(Draft):
    """A flag. `kind` and `id` name the item that it is about, both empty for none."""

    secret: str = Field(min_length=SECRET_LEAST, max_length=SECRET_MOST)
    kind: str = Field("", max_length=16)
    id: str = Field("", max_length=16)
    urgency: Literal["", "0", "1", "2", "not_sure"] = ""
    words: str = Field("", max_length=WORDS_LENGTH)
    kinds: list[FlagKind] = Field(default_factory=list, max_length=len(FlagKind))
    subject: Literal["", *Subject] = ""  # type: ignore[valid-type]
    who: str = Field("", max_length=LINE_LENGTH)
    when_where: str = Field("", max_length=LINE_LENGTH)
    standing: Literal["", *Standing] = ""  # type: ignore[valid-type]
    knows: str = Field("", max_length=LINE_LENGTH)
    answer_how: str = Field("", max_length=LINE_LENGTH)
    exclude: list[str] = Field(default_factory=list, max_length=MOST_EXCLUDED)

    @model_validator(mode="after")
    def says_something(self) -> FlagDraft:
        if self.urgency == "":
            raise ValueError(_("Choose how soon somebody must look."))
        return self

    def to_flag(self) -> Flag:
        """ "Not sure" is today (product section 5.3)."""
        urgency = Urgency.TODAY if self.urgency == "not_sure" else Urgency(int(self.urgency))
        return Flag(
            urgency=urgency,
            words=self.words,
            kinds=tuple(dict.fromkeys(self.kinds)),
            subject=self.subject,
            who=self.who,
            when_where=self.when_where,
            standing=self.standing,
            knows=self.knows,
            answer_how=self.answer_how,
        )


class KeptDraft(Draft):
    """Reference and code, as somebody wrote them down."""

    reference: str = Field("", max_length=LINE_LENGTH)
    code: str = Field("", max_length=LINE_LENGTH)


class MoreDraft(KeptDraft):
    """What whoever raised a concern says afterwards."""

    words: str = Field(min_length=1, max_length=WORDS_LENGTH)


class UnlockDraft(Draft):
    """One's passphrase."""

    passphrase: str = Field("", max_length=PASSPHRASE_MOST)


class NewKeyDraft(UnlockDraft):
    """A new passphrase, twice: nobody can tell what it was."""

    again: str = Field("", max_length=PASSPHRASE_MOST)
    part: Literal[Part.LEAD, Part.DEPUTY, Part.CONTACT] = Part.LEAD

    @model_validator(mode="after")
    def alike(self) -> NewKeyDraft:
        if self.passphrase != self.again:
            raise ValueError(_("The two passphrases are not alike. Write them again."))
        return self


def bytes_of(said: str) -> bytes:
    """What a browser's script writes as base64url, without `=` (RFC 4648 section 5)."""
    return urlsafe_b64decode(said + "=" * (-len(said) % 4))


class PasskeyDraft(Draft):
    """What a passkey answered: which it is, and the 32 bytes that it yields (WebAuthn, PRF)."""

    credential: str = Field("", max_length=2 * CREDENTIAL_MOST)
    secret: str = Field("", max_length=2 * KEY_BYTES)

    @model_validator(mode="after")
    def answered(self) -> PasskeyDraft:
        try:
            whole = all(len(bytes_of(said)) == KEY_BYTES for said in self._secrets())
            known = 0 < len(bytes_of(self.credential)) <= CREDENTIAL_MOST
        except ValueError:
            whole = known = False
        if not (whole and known):
            raise ValueError(_("Your device gave no answer. Use your passphrase."))
        return self

    def _secrets(self) -> list[str]:
        return [self.secret]


class NewPasskeyDraft(PasskeyDraft):
    """A passkey of one's own, what it was asked about, and the passphrase once more."""

    own_passphrase: str = Field("", max_length=PASSPHRASE_MOST)
    salt: str = Field("", max_length=2 * KEY_BYTES)
    name: str = Field("", max_length=PASSKEY_NAME_MOST)

    def _secrets(self) -> list[str]:
        return [self.secret, self.salt]


class SheetDraft(Draft):
    """The code that stands on the recovery sheet."""

    sheet: str = Field("", max_length=LINE_LENGTH)


class RecordDraft(Draft):
    """One entry of the record."""

    part: RecordPart
    standing: Literal["", *Standing] = ""  # type: ignore[valid-type]
    words: str = Field(min_length=1, max_length=WORDS_LENGTH)
    happened: str = Field("", max_length=LINE_LENGTH)


class LetterDraft(Draft):
    letter: str = Field(min_length=1, max_length=WORDS_LENGTH)


class PersonLetterDraft(Draft):
    """A letter to somebody whom it is about: `to` a reference written to before, or `handle`, or neither."""

    about_letter: str = Field(min_length=1, max_length=WORDS_LENGTH)
    to: str = Field("", max_length=LINE_LENGTH)
    handle: str = Field("", max_length=LINE_LENGTH)


class AnswerDraft(Draft):
    words: str = Field(min_length=1, max_length=WORDS_LENGTH)


class CloseDraft(Draft):
    """No closing without a reason, "nothing to do" included."""

    outcome: str = Field(min_length=1, max_length=LINE_LENGTH)
    why: str = Field(min_length=1, max_length=WORDS_LENGTH)


class WhyDraft(Draft):
    reason: str = Field(min_length=1, max_length=WORDS_LENGTH)


class HoldDraft(Draft):
    held: Literal["yes", ""] = ""
    hold_why: str = Field(min_length=1, max_length=LINE_LENGTH)


class JoinDraft(Draft):
    """Which other concern is about the same, by its id."""

    other: str = Field("", max_length=16)


def _a_day(on: str) -> str:
    try:
        return date.fromisoformat(on).isoformat() if on else ""
    except ValueError as error:
        raise ValueError(_("Write a day as in 2027-01-31, or leave it empty.")) from error


Day = Annotated[str, Field(max_length=10), AfterValidator(_a_day)]


class ReviewDraft(Draft):
    on: Day = ""


class TaskDraft(Draft):
    """Something to be done for somebody, and by when."""

    task: str = Field(min_length=1, max_length=LINE_LENGTH)
    task_on: Day = ""


class DoneDraft(Draft):
    """Which task was done, by the number of its line."""

    number: int = Field(ge=1, le=100_000)
    came_of_it: str = Field("", max_length=LINE_LENGTH)


class ShiftDraft(Draft):
    """When somebody is on duty: hours as two fields for each weekday."""

    manner: DutyManner
    opens: list[str] = Field(default_factory=list, max_length=7)
    closes: list[str] = Field(default_factory=list, max_length=7)
    out_of_hours: str = Field("", max_length=LINE_LENGTH)


class SettingsDraft(Draft):
    """What leads settle for the hub."""

    hidden_kinds: list[FlagKind] = Field(default_factory=list, max_length=len(FlagKind))
    keep_years: int = 6

    @field_validator("keep_years")
    @classmethod
    def one_of_them(cls, years: int) -> int:
        if years not in KEEP_YEARS:
            raise ValueError(_("Choose one of the times in the list."))
        return years

    def to_settings(self) -> Settings:
        return Settings(tuple(dict.fromkeys(self.hidden_kinds)), self.keep_years)


class ItemDraft(Draft):
    """What becomes of the flagged item itself."""

    act: Literal["leave", "fold", "hide", "show"]
    item_why: str = Field("", max_length=LINE_LENGTH)


class UnmaskDraft(Draft):
    """Why the person behind a name has to be known."""

    unmask_why: str = Field("", max_length=LINE_LENGTH)
