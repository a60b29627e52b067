"""What the forum's forms and JSON become."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, StringConstraints, field_validator

from peerhub.forum.models import BODY_LENGTH, TITLE_LENGTH, BoardKind
from peerhub.web.forms import ClientId, Draft
from peerhub.web.slugs import Slug, check_slug

PostId = Annotated[str, StringConstraints(max_length=16)]


class ThreadDraft(Draft):
    id: ClientId
    title: str = Field(min_length=1, max_length=TITLE_LENGTH)
    body: str = Field(min_length=1, max_length=BODY_LENGTH)


class BoardThreadDraft(ThreadDraft):
    """The same through the API, which names the board in the body."""

    board: Annotated[str, StringConstraints(min_length=1, max_length=60)]


class ReplyDraft(Draft):
    id: ClientId
    body: str = Field(min_length=1, max_length=BODY_LENGTH)
    reply_to: PostId | None = None


class PostDraft(Draft):
    body: str = Field(min_length=1, max_length=BODY_LENGTH)


class BoardDraft(Draft):
    slug: Slug
    title: str = Field(min_length=1, max_length=80)
    purpose: str = Field("", max_length=300)
    kind: Literal[BoardKind.OPEN, BoardKind.RESTRICTED] = BoardKind.OPEN
    sector: str = Field("", max_length=60)
    public: Literal["", "yes"] = ""

    _slug = field_validator("slug")(check_slug)


class BoardAction(Draft):
    slug: Slug
    action: Literal["archive", "restore", "public", "members"]
