"""Errors become pages, problems or refusals that say what to do next; the log gets an id, never words."""

from __future__ import annotations

import traceback
from typing import Any

import structlog
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Match, Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from peerhub.core.errors import HubError, NotFound, Refused, TooFast, Unavailable
from peerhub.core.keys import new_id
from peerhub.core.words import _
from peerhub.web.api import PREFIX, problem
from peerhub.web.render import render
from peerhub.web.visitor import SignInNeeded, to_sign_in

log = structlog.get_logger("web")


def words_for(error: HubError) -> tuple[str, str]:
    """Heading and sentence for a person."""
    if isinstance(error, NotFound):
        return _("Not here"), _("There is no such page, or it is not open to you.")
    if isinstance(error, Refused):
        return _("That did not work"), error.reason
    if isinstance(error, TooFast):
        return _("A little slower"), _("Wait %(n)d seconds and try again. Nothing was stored.") % {
            "n": error.wait
        }
    if isinstance(error, Unavailable):
        return _("Nothing can be stored right now"), _(
            "Your words were not stored. Copy them, wait a minute and try again."
        )
    if isinstance(error, SignInNeeded):
        return _("Sign in first"), _("Sign in to go on.")
    return _("Not open to you"), _(
        "You may not do this here. Ask an administrator if you think you should."
    )


async def answer_error(request: Request, error: HubError) -> Response:
    """One error as a page or, under /api, as a problem."""
    heading, sentence = words_for(error)
    more: dict[str, Any] = {}
    if isinstance(error, TooFast):
        more["retry_after"] = error.wait
    if isinstance(error, Unavailable):
        more["retry_after"] = error.retry_after
    status = 409 if getattr(error, "code", "") == "conflict" else error.status
    if request.url.path.startswith(PREFIX):
        if isinstance(error, Refused) and error.code == "bad_request":
            status = 400
        return problem(status, error.code, sentence, **more)
    if isinstance(error, SignInNeeded):
        return to_sign_in(request)
    headers = {"Retry-After": str(more["retry_after"])} if more else {}
    return await render(
        request,
        "pages/error.html",
        status=status,
        headers=headers,
        heading=heading,
        sentence=sentence,
    )


async def on_hub_error(request: Request, error: Exception) -> Response:
    if not isinstance(error, HubError):
        raise error
    return await answer_error(request, error)


async def on_http_error(request: Request, error: Exception) -> Response:
    """Starlette's own: an unknown path, a method that the door does not take, a bad form."""
    status = error.status_code if isinstance(error, HTTPException) else 500
    if status == 404:
        return await answer_error(request, NotFound())
    headers = dict(getattr(error, "headers", None) or {})
    heading = _("That did not work")
    sentence = {
        405: _("This address does not take that. Go back and use the form on the page."),
    }.get(status, _("Something in what was sent does not fit. Go back, reload and try again."))
    if request.url.path.startswith(PREFIX):
        answer: Response = problem(
            status, "method_not_allowed" if status == 405 else "bad_request", sentence
        )
    else:
        answer = await render(
            request, "pages/error.html", status=status, heading=heading, sentence=sentence
        )
    answer.headers.update(headers)
    if status == 405:
        answer.headers["Allow"] = ", ".join(_methods_at(request))
    return answer


def _methods_at(request: Request) -> list[str]:
    """All that an address takes: Starlette's own answer knows the first route alone."""
    found: set[str] = set()
    for route in request.app.routes:
        if isinstance(route, Route) and route.matches(request.scope)[0] is not Match.NONE:
            found |= route.methods or set()
    return sorted(found)


class Incidents:
    """The last net: an unforeseen fault is logged by id and place, and answered with the id."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        started = False

        async def send_noted(message: Message) -> None:
            nonlocal started
            started = started or message["type"] != "websocket.close"
            await send(message)

        try:
            await self.app(scope, receive, send_noted)
        except HubError as error:
            if started or scope["type"] != "http":
                raise
            heading, sentence = words_for(error)
            await PlainTextResponse(f"{heading}. {sentence}", error.status)(scope, receive, send)
        except Exception as error:
            incident = new_id()
            log.error("fault", incident=incident, kind=type(error).__name__, at=places(error))
            if scope["type"] == "http" and not started:
                words = _(
                    "This should not have happened. Tell the hub's people this number: %(id)s."
                )
                await PlainTextResponse(words % {"id": incident}, 500)(scope, receive, send)


def places(error: BaseException) -> list[str]:
    """Where it happened, file and line only: the text of an error may be somebody's words."""
    frames = traceback.extract_tb(error.__traceback__)[-8:]
    return [f"{frame.filename.rpartition('peerhub/')[2]}:{frame.lineno}" for frame in frames]
