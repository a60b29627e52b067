"""What the rooms' forms and JSON become."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, StringConstraints, field_validator

from peerhub.community.models import CONTENT_NOTE_LENGTH
from peerhub.core.notes import NOTE_WORDS_LENGTH, to_warning
from peerhub.core.words import _
from peerhub.people.models import HANDLE_LENGTH, NAME_LENGTH
from peerhub.rooms.frames import MessageDraft, UploadId, check_emoji
from peerhub.rooms.models import (
    ASK_LENGTH,
    BODY_LENGTH,
    REQUEST_LENGTH,
    RULES_LENGTH,
    TITLE_LENGTH,
    TOPIC_LENGTH,
    RoomKind,
    WhoMayAsk,
)
from peerhub.uploads.models import ALT_LENGTH, MOST_FILES
from peerhub.web.api import MOST_SEQ
from peerhub.web.forms import ClientId, Draft
from peerhub.web.slugs import SLUG_LENGTH, Slug, check_slug

Yes = Literal["yes", ""]
Time = Annotated[str, StringConstraints(max_length=8)]


class RoomDraft(Draft):
    """A room from an administrator. A secret one gets an address of its own, so none is asked for."""

    slug: str = Field("", max_length=SLUG_LENGTH)
    title: str = Field(min_length=1, max_length=TITLE_LENGTH)
    kind: Literal[RoomKind.OPEN, RoomKind.RESTRICTED, RoomKind.PRIVATE, RoomKind.CONFIDENTIAL] = (
        RoomKind.OPEN
    )
    sector: str = Field("", max_length=60)
    topic: str = Field("", max_length=TOPIC_LENGTH)
    facilitator: str = Field("", max_length=HANDLE_LENGTH + 1)

    @field_validator("slug")
    @classmethod
    def _plain(cls, slug: str) -> str:
        return check_slug(slug.lower()) if slug else ""


class MessageForm(Draft):
    """The composer without script: a content note has a kind and, if one likes, words."""

    id: ClientId
    body: str = Field(min_length=1, max_length=BODY_LENGTH)
    reply_to: str = Field("", max_length=16)
    thread: str = Field("", max_length=16)
    note_kind: str = Field("", max_length=CONTENT_NOTE_LENGTH)
    note_words: str = Field("", max_length=NOTE_WORDS_LENGTH)
    alt: str = Field("", max_length=ALT_LENGTH)
    decorative: Yes = ""
    blur: Yes = ""
    files: list[UploadId] = Field(default_factory=list, max_length=MOST_FILES)

    def to_message(self) -> MessageDraft:
        return MessageDraft(
            id=self.id,
            body=self.body,
            reply_to=self.reply_to or None,
            thread=self.thread or None,
            warning=to_warning(self.note_kind, self.note_words),
            files=self.files,
        )


class DraftForm(Draft):
    """Words that are not posted yet; none is the end of the draft. `back`: a page is to be shown."""

    body: str = Field("", max_length=BODY_LENGTH)
    thread: str = Field("", max_length=16)
    back: Yes = ""


class ReadForm(Draft):
    """ "I have read up to here", for pages without script."""

    seq: int = Field(ge=0, le=MOST_SEQ)


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


class MembershipDraft(Draft):
    """What somebody does about their own place in a room; `words` is for asking."""

    action: Literal["join", "ask", "leave"]
    words: str = Field("", max_length=ASK_LENGTH)
    own_name: str = Field("", max_length=NAME_LENGTH)


class NameDraft(Draft):
    """A name for one room alone; empty: the hub name again."""

    own_name: str = Field("", max_length=NAME_LENGTH)


class SettingsDraft(Draft):
    title: str = Field(min_length=1, max_length=TITLE_LENGTH)
    topic: str = Field("", max_length=TOPIC_LENGTH)
    rules: str = Field("", max_length=RULES_LENGTH)
    keep_days: Literal["30", "90", "180", "365", "0"]
    own_names: Yes = ""
    presence: Yes = ""
    slow_seconds: Literal["0", "10", "30", "60", "300"]
    opens: list[Time] = Field(default_factory=list, max_length=7)
    closes: list[Time] = Field(default_factory=list, max_length=7)


class LockDraft(Draft):
    action: Literal["lock", "unlock"]


class DutyDraft(Draft):
    action: Literal["on", "off"]
    hours: Literal["1", "2", "4", "8"] = "2"


class MemberDraft(Draft):
    """What a facilitator does about somebody; `handle` is theirs in this room."""

    handle: str = Field(min_length=1, max_length=HANDLE_LENGTH)
    action: Literal["let_in", "decline", "remove", "let_back", "take_back"]


class InviteDraft(Draft):
    handle: str = Field(min_length=1, max_length=HANDLE_LENGTH + 1)


class PinDraft(Draft):
    action: Literal["pin", "unpin"]


class TalkDraft(Draft):
    """A request to write. `to` is what people type: handles with spaces or commas between."""

    id: ClientId
    to: str = Field(min_length=1, max_length=400)
    body: str = Field(min_length=1, max_length=REQUEST_LENGTH)

    @property
    def handles(self) -> list[str]:
        said = self.to.lower().replace(",", " ").split()
        return list(dict.fromkeys(one.removeprefix("@") for one in said))


class TalkAnswerDraft(Draft):
    action: Literal["accept", "decline", "block"]


class ChoiceDraft(Draft):
    who: WhoMayAsk
