"""/sign-in, /sign-out and /sign-out-everywhere. No answer tells whether an address is known."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from peerhub.core.errors import Refused, TooFast
from peerhub.people.cookies import clear_cookie, device_mark_of
from peerhub.people.forms import SignInDraft
from peerhub.people.service import sessions
from peerhub.people.service.sign_in import AccountClosed, Try, sign_in
from peerhub.people.views.arrival import (
    come_in,
    credential_of,
    slow_down,
    user_agent_of,
)
from peerhub.web.forms import Form, empty_form, read_form
from peerhub.web.render import render
from peerhub.web.visitor import (
    address_of,
    even_frozen,
    hub_of,
    person_of,
    public,
    safe_next,
    signed_in,
    visitor_of,
)

COMPLAINTS = "/complaints"  # a page of another feature, where there is one
LEAVE_NOTHING = '"cache", "storage"'  # the mark of a known device stays, on one's own device
LEAVE_NO_COOKIE = '"cache", "storage", "cookies"'


async def _sign_in_page(
    request: Request,
    form: Form[SignInDraft],
    status: int = 200,
    *,
    closed: AccountClosed | None = None,
) -> Response:
    """`closed`: whose account is closed reads why here, and where to go."""
    return await render(
        request,
        "people/sign_in.html",
        form=form,
        status=status,
        closed=closed is not None,
        closure=closed.closure if closed else None,
        complaints=COMPLAINTS if _is_page(request, COMPLAINTS) else "",
    )


def _is_page(request: Request, path: str) -> bool:
    return any(getattr(route, "path", "") == path for route in request.app.routes)


@public
async def new_session(request: Request) -> Response:
    back = safe_next(request.query_params.get("next", "/"))
    return await _sign_in_page(request, empty_form(next=back))


@public
async def create_session(request: Request) -> Response:
    """303 with the cookie; also for a program that sends `email` and `password` and nothing else."""
    form = await read_form(request, SignInDraft)
    form.values["next"] = safe_next(str(form.values.get("next", "/")))
    if form.errors:
        return await _sign_in_page(request, form, 422)
    hub, draft = hub_of(request), form.draft
    said = Try(
        email=draft.email,
        password=draft.password,
        shared=draft.shared == "yes",
        user_agent=user_agent_of(request),
        address=address_of(request),
        device_mark=device_mark_of(request, hub.config),
        instead_of=credential_of(request),
    )
    try:
        made = await sign_in(hub, said)
    except AccountClosed as closed:
        return await _sign_in_page(request, form.refuse(closed), 422, closed=closed)
    except Refused as refusal:
        return await _sign_in_page(request, form.refuse(refusal), 422)
    except TooFast as error:
        slow_down(form, error)
        return await _sign_in_page(request, form, 429)
    return come_in(request, made, safe_next(draft.next))


@public
async def delete_session(request: Request) -> Response:
    """Sign out on this device; somebody who is signed in nowhere is told the same."""
    hub, credential, person = hub_of(request), credential_of(request), visitor_of(request)
    response = RedirectResponse("/?f=signed-out", 303)
    clear_cookie(response, hub.config)
    response.headers["Clear-Site-Data"] = LEAVE_NOTHING
    if credential is not None and person is not None:
        async with hub.transaction() as tx:
            await sessions.sign_out(tx, credential, person)
        if credential.shared:
            response.headers["Clear-Site-Data"] = LEAVE_NO_COOKIE
    return response


@signed_in
@even_frozen
async def delete_sessions(request: Request) -> Response:
    """Sign out everywhere, here too."""
    hub = hub_of(request)
    async with hub.transaction() as tx:
        await sessions.sign_out_everywhere(tx, person_of(request).person_id)
    response = RedirectResponse("/?f=signed-out-everywhere", 303)
    clear_cookie(response, hub.config)
    response.headers["Clear-Site-Data"] = LEAVE_NO_COOKIE
    return response
