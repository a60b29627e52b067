"""What the rooms' forms and JSON become."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, StringConstraints, field_validator

from peerhub.core.text import to_html
from peerhub.rooms.frames import ClientId
from peerhub.rooms.models import BODY_LENGTH, TITLE_LENGTH, WARNING_LENGTH, NewMessage, RoomKind
from peerhub.web.forms import Draft
from peerhub.web.slugs import Slug, check_slug


class MessageDraft(Draft):
    """A message from the page's form or the API; `id` is the client id."""

    id: ClientId
    body: str = Field(min_length=1, max_length=BODY_LENGTH)
    reply_to: Annotated[str, StringConstraints(max_length=16)] | None = None
    warning: str = Field("", max_length=WARNING_LENGTH)


class RoomDraft(Draft):
    slug: Slug
    title: str = Field(min_length=1, max_length=TITLE_LENGTH)
    kind: Literal[RoomKind.OPEN, RoomKind.RESTRICTED] = RoomKind.OPEN
    sector: str = Field("", max_length=60)
    topic: str = Field("", max_length=300)

    _slug = field_validator("slug")(check_slug)


class RoomAction(Draft):
    slug: Slug
    action: Literal["archive", "restore"]


def new_message(person_id: str, slug: str, draft: MessageDraft) -> NewMessage:
    """What the writer takes; the Markdown is rendered here, once, outside any transaction."""
    return NewMessage(
        person_id=person_id,
        room=slug,
        client_id=draft.id,
        body=draft.body,
        html=to_html(draft.body),
        reply_to=draft.reply_to,
        warning=draft.warning,
    )
