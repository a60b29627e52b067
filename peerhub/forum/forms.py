"""What the forum's forms and JSON become."""

from __future__ import annotations

from typing import Annotated, Literal, Self

from pydantic import Field, StringConstraints, field_validator, model_validator

from peerhub.community.models import CONTENT_NOTE_LENGTH
from peerhub.core.notes import NOTE_WORDS_LENGTH, WARNING_LENGTH, to_warning
from peerhub.core.words import _, ngettext
from peerhub.forum.acts import REASON_LENGTH, ActKind
from peerhub.forum.models import (
    ASK_LENGTH,
    BODY_LENGTH,
    LAST_PLACE,
    RULES_LENGTH,
    TITLE_LENGTH,
    BoardKind,
)
from peerhub.forum.service.settings import Settings
from peerhub.forum.summaries import SUMMARY_LENGTH
from peerhub.people.models import HANDLE_LENGTH
from peerhub.polls.models import (
    CHOICE_LENGTH,
    MOST_CHOICES,
    OUTCOME_LENGTH,
    QUESTION_LENGTH,
    PollKind,
)
from peerhub.tags.models import MOST_TAGS
from peerhub.uploads.models import ALT_LENGTH, MOST_FILES
from peerhub.web.forms import ClientId, Draft
from peerhub.web.slugs import SLUG_LENGTH, Slug, check_slug

Yes = Literal["yes", ""]
UploadId = Annotated[str, StringConstraints(min_length=1, max_length=16)]
TagSlug = Annotated[str, StringConstraints(min_length=1, max_length=60)]
PostId = Annotated[str, StringConstraints(max_length=16)]


class PostForm(Draft):
    """What goes with a post's words in a form: a content note, and a file."""

    id: ClientId
    body: str = Field(min_length=1, max_length=BODY_LENGTH)
    note_kind: str = Field("", max_length=CONTENT_NOTE_LENGTH)
    note_words: str = Field("", max_length=NOTE_WORDS_LENGTH)
    alt: str = Field("", max_length=ALT_LENGTH)
    decorative: Yes = ""
    blur: Yes = ""
    files: list[UploadId] = Field(default_factory=list, max_length=MOST_FILES)

    @property
    def warning(self) -> str:
        return to_warning(self.note_kind, self.note_words)


class ThreadForm(PostForm):
    title: str = Field(min_length=1, max_length=TITLE_LENGTH)
    question: Yes = ""
    tags: list[TagSlug] = Field(default_factory=list, max_length=50)


class ReplyForm(PostForm):
    reply_to: PostId | None = None


class KeptDraft(Draft):
    """Words that are not posted yet; none is the end of the draft."""

    title: str = Field("", max_length=TITLE_LENGTH)
    body: str = Field("", max_length=BODY_LENGTH)


class BoardThreadDraft(Draft):
    """A thread through the API, which names the board in the body."""

    id: ClientId
    title: str = Field(min_length=1, max_length=TITLE_LENGTH)
    body: str = Field(min_length=1, max_length=BODY_LENGTH)
    warning: str = Field("", max_length=WARNING_LENGTH)
    files: list[UploadId] = Field(default_factory=list, max_length=MOST_FILES)
    question: bool = False
    tags: list[TagSlug] = Field(default_factory=list, max_length=MOST_TAGS)
    anonymous: bool = False
    board: Annotated[str, StringConstraints(min_length=1, max_length=60)]


class ReplyDraft(Draft):
    id: ClientId
    body: str = Field(min_length=1, max_length=BODY_LENGTH)
    reply_to: PostId | None = None
    warning: str = Field("", max_length=WARNING_LENGTH)
    files: list[UploadId] = Field(default_factory=list, max_length=MOST_FILES)
    anonymous: bool = False


class UnnamedThreadForm(Draft):
    """A thread without a name: words alone, no file and nothing that is kept beside them."""

    id: ClientId
    title: str = Field(min_length=1, max_length=TITLE_LENGTH)
    body: str = Field(min_length=1, max_length=BODY_LENGTH)


class UnnamedReplyForm(Draft):
    id: ClientId
    body: str = Field(min_length=1, max_length=BODY_LENGTH)
    reply_to: PostId | None = None


class PostDraft(Draft):
    body: str = Field(min_length=1, max_length=BODY_LENGTH)
    warning: str = Field("", max_length=WARNING_LENGTH)


class AboutDraft(Draft):
    question: Yes = ""
    tags: list[TagSlug] = Field(default_factory=list, max_length=50)


class AcceptDraft(Draft):
    action: Literal["accept", "unaccept"]


class SummaryDraft(Draft):
    """No words: the summary is taken away."""

    body: str = Field("", max_length=SUMMARY_LENGTH)


class ReadDraft(Draft):
    """All of this board is read; of every board where none is named."""

    board: str = Field("", max_length=60)


class WatchDraft(Draft):
    action: Literal["watch", "mute", "unwatch"]


class ChoicesDraft(Draft):
    watch_own: Literal["yes", ""] = ""


class ActDraft(Draft):
    """What is done to a thread, and why: the reason is told to who began it, where they are told."""

    kind: ActKind
    reason: str = Field(min_length=1, max_length=REASON_LENGTH)
    seconds: Literal["0", "300", "1800", "3600", "86400"] = "0"
    board: str = Field("", max_length=60)


class UndoDraft(Draft):
    act: Annotated[str, StringConstraints(min_length=1, max_length=16)]


class BoardDraft(Draft):
    """A board from an administrator. A secret one gets an address of its own, so none is asked for."""

    slug: str = Field("", max_length=SLUG_LENGTH)
    title: str = Field(min_length=1, max_length=80)
    purpose: str = Field("", max_length=300)
    kind: BoardKind = BoardKind.OPEN
    sector: str = Field("", max_length=60)
    public: Yes = ""
    facilitator: str = Field("", max_length=HANDLE_LENGTH + 1)

    @field_validator("slug")
    @classmethod
    def _plain(cls, slug: str) -> str:
        return check_slug(slug.lower()) if slug else ""


class BoardAction(Draft):
    """`place` goes with "move": from 1."""

    slug: Slug
    action: Literal["archive", "restore", "public", "members", "move"]
    place: int = Field(1, ge=1, lt=LAST_PLACE)


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


class ChosenDraft(Draft):
    """The same through the API."""

    choices: list[ChoiceId] = Field(min_length=1, max_length=MOST_CHOICES)


class OutcomeDraft(Draft):
    outcome: str = Field("", max_length=OUTCOME_LENGTH)


class SettingsDraft(Draft):
    title: str = Field(min_length=1, max_length=80)
    purpose: str = Field("", max_length=300)
    rules: str = Field("", max_length=RULES_LENGTH)
    anonymous: Yes = ""
    anonymous_held: Yes = ""

    def to_settings(self) -> Settings:
        return Settings(
            title=self.title,
            purpose=self.purpose,
            rules=self.rules,
            anonymous=self.anonymous == "yes",
            anonymous_held=self.anonymous_held == "yes",
        )


class MembershipDraft(Draft):
    """Come in, ask to, or leave; declining an invitation is leaving."""

    action: Literal["join", "ask", "leave"]
    words: str = Field("", max_length=ASK_LENGTH)


class MemberDraft(Draft):
    handle: str = Field(min_length=1, max_length=HANDLE_LENGTH)
    action: Literal["let_in", "decline", "remove", "let_back", "take_back"]


class LimitDraft(Draft):
    """What a moderator of the board does about a pseudonym: how long it rests, "0" for not at all."""

    rest_days: Literal["0", "1", "7", "30"] = "0"
    held_first: Yes = ""
    reason: str = Field("", max_length=300)


class InviteDraft(Draft):
    handle: str = Field(min_length=1, max_length=HANDLE_LENGTH + 1)
