"""The doors at which a page fetches its pictures and documents."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response

from peerhub.uploads.sending import send_file
from peerhub.web.visitor import signed_in


@signed_in
async def show_file(request: Request) -> Response:
    return await send_file(request, small=False)


@signed_in
async def show_small(request: Request) -> Response:
    return await send_file(request, small=True)
