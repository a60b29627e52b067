"""What every way in has in common: who knocks, and the answer that signs them in."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from peerhub.core.errors import TooFast
from peerhub.core.words import _, ngettext
from peerhub.people.cookies import set_cookies
from peerhub.people.models import Credential, NewSession
from peerhub.web.forms import Form
from peerhub.web.render import render
from peerhub.web.visitor import hub_of

EVEN_SECONDS = 0.1  # longer than any way through join: its time tells nothing (promise S14)


def user_agent_of(request: Request) -> str:
    return request.headers.get("user-agent", "")


def credential_of(request: Request) -> Credential | None:
    credential: Credential | None = getattr(request.state, "credential", None)
    return credential


def come_in(request: Request, made: NewSession, path: str = "/") -> Response:
    """303 with the new session's cookie."""
    response = RedirectResponse(path, 303)
    set_cookies(response, hub_of(request).config, made)
    return response


def slow_down(form: Form[Any], error: TooFast) -> None:
    """The wall's sentence in the form, the same for every address."""
    n = max(1, round(error.wait / 60))
    words = ngettext(
        "Too many tries. Wait %(n)d minute and try again.",
        "Too many tries. Wait %(n)d minutes and try again.",
        n,
    )
    form.errors[""] = words % {"n": n}


async def say(request: Request, heading: str, *lines: str) -> Response:
    """A page that only says something."""
    return await render(request, "people/said.html", heading=heading, lines=lines)


async def say_letter_sent(request: Request) -> Response:
    """The same words whether or not the address is known."""
    return await say(
        request,
        _("Look at your mail"),
        _("If this address has an account here, a letter with a link is on its way."),
        _("The link works once, for 30 minutes. If nothing comes, look among the unwanted mail."),
    )


@asynccontextmanager
async def evenly() -> AsyncIterator[None]:
    """Whatever happens inside takes the same time for whoever watches."""
    loop = asyncio.get_running_loop()
    start = loop.time()
    try:
        yield
    finally:
        await asyncio.sleep(max(0.0, start + EVEN_SECONDS - loop.time()))
