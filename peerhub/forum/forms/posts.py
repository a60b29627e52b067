"""Threads, posts, and how somebody reads them."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from peerhub.community.models import CONTENT_NOTE_LENGTH
from peerhub.core.notes import NOTE_WORDS_LENGTH, WARNING_LENGTH, to_warning
from peerhub.forum.forms.boards import Yes
from peerhub.forum.models import (
    BODY_LENGTH,
    TITLE_LENGTH,
)
from peerhub.forum.summaries import SUMMARY_LENGTH
from peerhub.tags.models import MOST_TAGS
from peerhub.uploads.models import ALT_LENGTH, MOST_FILES
from peerhub.web.forms import ClientId, Draft

UploadId = Annotated[str, StringConstraints(min_length=1, max_length=16)]
TagSlug = Annotated[str, StringConstraints(min_length=1, max_length=60)]
PostId = Annotated[str, StringConstraints(max_length=16)]


class NotedForm(Draft):
    """A post's words in a form, and the content note that goes with them."""

    id: ClientId
    body: str = Field(min_length=1, max_length=BODY_LENGTH)
    note_kind: str = Field("", max_length=CONTENT_NOTE_LENGTH)
    note_words: str = Field("", max_length=NOTE_WORDS_LENGTH)

    @property
    def warning(self) -> str:
        return to_warning(self.note_kind, self.note_words)


class PostForm(NotedForm):
    """What goes with words under one's name besides: a file."""

    alt: str = Field("", max_length=ALT_LENGTH)
    decorative: Yes = ""
    blur: Yes = ""
    files: list[UploadId] = Field(default_factory=list, max_length=MOST_FILES)


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


class UnnamedThreadForm(NotedForm):
    """A thread without a name: words and what they are about, but no file, which has an owner."""

    title: str = Field(min_length=1, max_length=TITLE_LENGTH)
    question: Yes = ""
    tags: list[TagSlug] = Field(default_factory=list, max_length=50)


class UnnamedReplyForm(NotedForm):
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


class AddressDraft(Draft):
    email: str = Field("", max_length=254)


class LettersDraft(Draft):
    action: Literal["claim", "give_back"]


class ChoicesDraft(Draft):
    watch_own: Literal["yes", ""] = ""
