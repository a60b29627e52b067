"""The composer's file: read from the form, taken in, and named to the message that will bear it."""

from __future__ import annotations

from dataclasses import dataclass

from starlette.requests import Request

from peerhub.rooms import access
from peerhub.rooms.forms import MessageForm
from peerhub.rooms.frames import MessageDraft
from peerhub.uploads.models import FILE_BYTES, NewUpload
from peerhub.uploads.service import take_in
from peerhub.web.forms import MAX_FIELDS, Form, chosen_file, parse_form
from peerhub.web.visitor import hub_of, person_of

OF_A_FILE = ("file", "alt")  # fields at which its faults are told


@dataclass(frozen=True)
class Chosen:
    """A file as somebody's device sent it; nothing of it is to be believed."""

    name: str
    content: bytes


async def read_message(request: Request) -> tuple[Form[MessageForm], Chosen | None]:
    """The composer as it came, and the file that was chosen, where one was."""
    async with request.form(max_fields=MAX_FIELDS, max_files=1) as data:
        form = parse_form(data, MessageForm, without=("file",))
        file = chosen_file(data, "file")
        if file is None:
            return form, None
        return form, Chosen(file.filename or "", await file.read(FILE_BYTES + 1))


async def attach(request: Request, form: Form[MessageForm], file: Chosen | None) -> MessageDraft:
    """The message with its file taken in. Should the message be refused, the form keeps the file's id.

    Refused as `take_in` refuses; NotFound before anything is read for who may not enter the room.
    """
    said = form.draft.to_message()
    if file is None:
        return said
    hub, person = hub_of(request), person_of(request)
    async with hub.reading() as db:
        await access.room_for_member(db, person, request.path_params["slug"])
    upload = NewUpload(
        person_id=person.person_id,
        key=f"file of {said.id}",  # so that the form, sent twice, is one message with one file
        name=file.name,
        content=file.content,
        alt=form.draft.alt,
        decorative=form.draft.decorative == "yes",
        sensitive=form.draft.blur == "yes",
    )
    files = [*said.files, await take_in(hub, upload)]
    form.values["files"] = files
    return said.model_copy(update={"files": files})
