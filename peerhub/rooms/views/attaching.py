"""The composer's file: read from the form, taken in, and named to the message that will bear it."""

from __future__ import annotations

from starlette.requests import Request

from peerhub.rooms import access
from peerhub.rooms.forms import MessageForm
from peerhub.rooms.frames import MessageDraft
from peerhub.uploads.models import FILE_BYTES, NewUpload
from peerhub.uploads.service import take_in
from peerhub.web.forms import Form, SentFile, read_form_with_file
from peerhub.web.visitor import hub_of, person_of

OF_A_FILE = ("file", "alt")  # fields at which its faults are told


async def read_message(request: Request) -> tuple[Form[MessageForm], SentFile | None]:
    """The composer as it came, and the file that was chosen, where one was."""
    return await read_form_with_file(request, MessageForm, most=FILE_BYTES + 1)


async def attach(request: Request, form: Form[MessageForm], file: SentFile | None) -> MessageDraft:
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
