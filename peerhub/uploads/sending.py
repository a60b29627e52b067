"""A file on its way out, the same at the page's door and at the programs'."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import FileResponse, Response

from peerhub.core.config import Config
from peerhub.core.errors import NotFound
from peerhub.uploads import shelf
from peerhub.uploads.access import upload_for_reader
from peerhub.uploads.models import Upload, UploadKind
from peerhub.web.visitor import hub_of, person_of

# Whatever it holds, it can neither run nor fetch, nor stand in a frame.
POLICY = "default-src 'none'; sandbox; base-uri 'none'; frame-ancestors 'none'"


async def send_file(request: Request, *, small: bool) -> Response:
    """Pictures stand in the page, documents are saved. No cache keeps either."""
    hub = hub_of(request)
    credential = getattr(request.state, "credential", None)
    async with hub.reading() as db:
        upload = await upload_for_reader(
            db,
            hub.attached,
            person_of(request),
            request.path_params["upload"],
            by_token=credential is not None and credential.kind == "token",
        )
    return answer_with(hub.config, upload, small=small)


def answer_with(config: Config, upload: Upload, *, small: bool = False) -> Response:
    """For whom its door has been asked. NotFound where the bytes are gone."""
    is_picture = upload.kind is UploadKind.IMAGE
    path = shelf.path_of(config, upload.upload_id, small=small)
    if not path.is_file():
        raise NotFound()
    return FileResponse(
        path,
        media_type=upload.media_type,
        filename=upload.name,
        content_disposition_type="inline" if is_picture else "attachment",
        headers={"Content-Security-Policy": POLICY, "Cache-Control": "no-store"},
    )
