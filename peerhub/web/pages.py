"""Home (made of the features' panels), help, health, well-known addresses."""

from __future__ import annotations

from datetime import timedelta
from typing import cast

from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response

from peerhub.core.database import ping
from peerhub.core.duties import oldest_waiting
from peerhub.core.errors import Unavailable
from peerhub.web.api import JsonAnswer
from peerhub.web.feature import page
from peerhub.web.render import render
from peerhub.web.visitor import hub_of, public, visitor_of

LAG_SECONDS = 300.0  # mail that waits longer than this is a fault, not a queue


@public
async def show_home(request: Request) -> Response:
    """The features' panels for this person, or what the hub is for a stranger."""
    for feature in request.app.state.features:
        other = await feature.instead_of_home(request) if feature.instead_of_home else None
        if other is not None:
            return cast(Response, other)
    panels = []
    async with hub_of(request).reading() as db:
        for feature in request.app.state.features:
            for ask in feature.panels:
                panels.append(await ask(db, visitor_of(request)))
            for ask_keyed in feature.keyed_panels:
                panels.append(await ask_keyed(hub_of(request), db, visitor_of(request)))
    panels = [panel for panel in panels if panel]
    return await render(request, "pages/home.html", panels=panels)


@public
async def show_help(request: Request) -> Response:
    return await render(request, "pages/help.html")


@public
async def show_health(request: Request) -> Response:
    """The process answers; says nothing else."""
    return PlainTextResponse("ok\n")


@public
async def show_ready(request: Request) -> Response:
    """Whether the hub can store and send: database, outbox, bus."""
    hub = hub_of(request)
    try:
        await ping(hub.database)
        async with hub.reading() as db:
            lag = await oldest_waiting(db, hub.clock.now())
    except Unavailable:
        return JsonAnswer({"ready": False, "database": "away"}, 503)
    bus = "ok" if await hub.bus.is_up() else "degraded"
    ready = lag < LAG_SECONDS
    parts = {"ready": ready, "database": "ok", "bus": bus, "outbox_lag_seconds": round(lag, 1)}
    return JsonAnswer(parts, 200 if ready else 503)


@public
async def show_security_txt(request: Request) -> Response:
    """RFC 9116; the policy is SECURITY.md's, the contact is the hub's own form of help."""
    hub = hub_of(request)
    expires = (hub.clock.now() + timedelta(days=180)).strftime("%Y-%m-%dT00:00:00Z")
    address = hub.config.address
    return PlainTextResponse(
        f"Contact: {address}/help\nExpires: {expires}\n"
        f"Canonical: {address}/.well-known/security.txt\nPreferred-Languages: en\n"
    )


@public
async def go_change_password(request: Request) -> Response:
    return RedirectResponse("/me/security", 302)


routes = [
    page("/", show_home, "pages:home"),
    page("/help", show_help, "pages:help"),
    page("/healthz", show_health, "pages:health"),
    page("/readyz", show_ready, "pages:ready"),
    page("/.well-known/security.txt", show_security_txt, "pages:security_txt"),
    page("/.well-known/change-password", go_change_password, "pages:change_password"),
]
