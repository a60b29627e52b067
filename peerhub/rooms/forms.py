"""What the rooms' forms and JSON become."""

from __future__ import annotations

from typing import Literal

from pydantic import Field, field_validator

from peerhub.core.words import _
from peerhub.rooms.frames import SEQ_MOST, MessageDraft, check_emoji
from peerhub.rooms.models import (
    BODY_LENGTH,
    NOTE_KINDS,
    NOTE_WORDS_LENGTH,
    TITLE_LENGTH,
    RoomKind,
)
from peerhub.web.forms import ClientId, Draft
from peerhub.web.slugs import Slug, check_slug


class RoomDraft(Draft):
    slug: Slug
    title: str = Field(min_length=1, max_length=TITLE_LENGTH)
    kind: Literal[RoomKind.OPEN, RoomKind.RESTRICTED] = RoomKind.OPEN
    sector: str = Field("", max_length=60)
    topic: str = Field("", max_length=300)

    _slug = field_validator("slug")(check_slug)


class MessageForm(Draft):
    """The composer without script: a content note has a kind and, if one likes, words."""

    id: ClientId
    body: str = Field(min_length=1, max_length=BODY_LENGTH)
    reply_to: str = Field("", max_length=16)
    thread: str = Field("", max_length=16)
    note_kind: str = Field("", max_length=20)
    note_words: str = Field("", max_length=NOTE_WORDS_LENGTH)

    @field_validator("note_kind")
    @classmethod
    def _known(cls, said: str) -> str:
        if said and said not in NOTE_KINDS:
            raise ValueError(_("Choose one of the answers given."))
        return said

    def to_message(self) -> MessageDraft:
        return MessageDraft(
            id=self.id,
            body=self.body,
            reply_to=self.reply_to or None,
            thread=self.thread or None,
            warning=to_warning(self.note_kind, self.note_words),
        )


def to_warning(kind: str, words: str) -> str:
    """A content note as it stands with the message: "Racism: a story from work"."""
    name = _(NOTE_KINDS[kind]) if kind else ""
    return f"{name}: {words}" if name and words else name or words


class ReadForm(Draft):
    """ "I have read up to here", for pages without script."""

    seq: int = Field(ge=0, le=SEQ_MOST)


class ReactionForm(Draft):
    """`choice` is what the pressed button bears: "yes 👍" puts a reaction on, "no 👍" takes it back."""

    id: ClientId
    choice: str = Field(max_length=16)

    @field_validator("choice")
    @classmethod
    def _known(cls, said: str) -> str:
        on, _space, emoji = said.partition(" ")
        if on not in ("yes", "no"):
            raise ValueError(_("Choose one of the answers given."))
        check_emoji(emoji)
        return said

    @property
    def emoji(self) -> str:
        return self.choice.partition(" ")[2]

    @property
    def on(self) -> bool:
        return self.choice.startswith("yes")


class RoomAction(Draft):
    slug: Slug
    action: Literal["archive", "restore"]
