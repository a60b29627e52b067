"""The JSON doors of uploads: a file in, by multipart; and out again."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response

from peerhub.core.errors import Refused
from peerhub.core.keys import new_id
from peerhub.core.words import _
from peerhub.uploads import service
from peerhub.uploads.forms import SentUpload, UploadAnswer, UploadDraft, to_new_upload
from peerhub.uploads.sending import send_file
from peerhub.web.api import Endpoint, JsonAnswer, idempotency_key
from peerhub.web.forms import MAX_FIELDS, chosen_file, parse_form
from peerhub.web.visitor import hub_of, person_of, signed_in

UPLOADS = "/uploads"


@signed_in
async def api_create_upload(request: Request) -> Response:
    """201 with the id; a retry under the same Idempotency-Key gets the same one."""
    if not request.headers.get("content-type", "").startswith("multipart/form-data"):
        raise Refused(_("Send the file as multipart/form-data, in a field called file."),
                      code="bad_request")  # fmt: skip
    key = idempotency_key(request) or new_id()
    async with request.form(max_fields=MAX_FIELDS, max_files=1) as data:
        file = chosen_file(data, "file")
        form = parse_form(data, UploadDraft, without=("file",))
        if form.errors:
            field, sentence = next(iter(form.errors.items()))
            raise Refused(sentence, field=field)
        if file is None:
            raise Refused(_("Send the file in a field called file."), code="empty", field="file")
        person_id = person_of(request).person_id
        draft = await to_new_upload(file, form.draft, person_id=person_id, key=key)
    return JsonAnswer({"id": await service.take_in(hub_of(request), draft)}, 201)


@signed_in
async def api_show_upload(request: Request) -> Response:
    return await send_file(request, small=False)


@signed_in
async def api_show_small(request: Request) -> Response:
    return await send_file(request, small=True)


endpoints = [
    Endpoint("POST", UPLOADS, api_create_upload, "Send a file that a message will bear", "write",
             UploadAnswer, takes=SentUpload, sends="multipart/form-data", status=201),
    Endpoint("GET", UPLOADS + "/{upload}", api_show_upload, "A picture or document", "read",
             media_type="*/*"),
    Endpoint("GET", UPLOADS + "/{upload}/small", api_show_small, "A picture, small", "read",
             media_type="image/webp"),
]  # fmt: skip
