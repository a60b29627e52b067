"""What the fields beside a file become, and the file itself, read no further than it may be long."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, Field
from starlette.datastructures import UploadFile

from peerhub.uploads.models import ALT_LENGTH, FILE_BYTES, NewUpload
from peerhub.web.forms import Draft

Yes = Literal["yes", ""]


class UploadDraft(Draft):
    """The fields of `POST /api/v1/uploads` besides `file`."""

    alt: str = Field("", max_length=ALT_LENGTH)
    decorative: Yes = ""
    blur: Yes = ""


class SentUpload(UploadDraft):
    """The same with the file, as OpenAPI says it; it is read apart from its fields."""

    file: Annotated[str, Field(json_schema_extra={"format": "binary"})]


class UploadAnswer(BaseModel):
    """The id by which a message names the file."""

    id: str


async def to_new_upload(
    file: UploadFile, draft: UploadDraft, *, person_id: str, key: str
) -> NewUpload:
    return NewUpload(
        person_id=person_id,
        key=key,
        name=file.filename or "",
        content=await file.read(FILE_BYTES + 1),
        alt=draft.alt,
        decorative=draft.decorative == "yes",
        sensitive=draft.blur == "yes",
    )
