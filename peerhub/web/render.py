"""Templates to pages: autoescaped, every sentence through gettext, the frame asked of the features."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

import jinja2
from babel.dates import format_date
from sqlalchemy.ext.asyncio import AsyncConnection
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

import peerhub
from peerhub.core.clock import ZONE, to_iso
from peerhub.core.errors import Unavailable
from peerhub.core.words import _, language, ngettext
from peerhub.web.feature import Feature, NavItem
from peerhub.web.static import imported_by, static
from peerhub.web.tokens import form_token, salted_token
from peerhub.web.visitor import hub_of, visitor_of

HERE = Path(__file__).parent / "templates"
RIGHT_TO_LEFT = {"ar", "he", "fa", "ur"}


@lru_cache
def environment() -> jinja2.Environment:
    """Templates as `layout.html` (web's own) and `forum/thread.html` (a feature's)."""
    features = {
        folder.parent.name: jinja2.FileSystemLoader(folder)
        for depth in ("*/templates", "*/*/templates")
        for folder in HERE.parent.parent.glob(depth)
        if folder != HERE
    }
    made = jinja2.Environment(
        loader=jinja2.ChoiceLoader([jinja2.FileSystemLoader(HERE), jinja2.PrefixLoader(features)]),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n", "jinja2.ext.do"],
        enable_async=False,
    )
    made.install_gettext_callables(_, ngettext, newstyle=True)  # type: ignore[attr-defined]
    made.filters.update(when=when, clock=clock, iso=to_iso, day=day, on_day=on_day)
    made.globals.update(static=static, imported_by=imported_by, version=peerhub.__version__)
    return made


def clock(moment: datetime) -> str:
    """5:42pm; on the hour 6pm."""
    there = moment.astimezone(ZONE)
    minutes = f":{there.minute:02}" if there.minute else ""
    return f"{there.hour % 12 or 12}{minutes}{'am' if there.hour < 12 else 'pm'}"


def day(moment: datetime) -> str:
    """22 November 2026"""
    return _day_in(moment.astimezone(ZONE).date(), language().partition("_X")[0])


def on_day(on: date) -> str:
    """The same of a day that has no time."""
    return _day_in(on, language().partition("_X")[0])


def on_month(first: date) -> str:
    """November 2026"""
    return format_date(first, "LLLL y", locale=language().partition("_X")[0])


@lru_cache(4_096)  # the posts of a page are of few days
def _day_in(on: date, words: str) -> str:
    return format_date(on, "d MMMM y", locale=words)


def when(moment: datetime) -> str:
    """22 November 2026, 6pm"""
    return f"{day(moment)}, {clock(moment)}"


async def render(
    request: Request,
    template: str,
    *,
    status: int = 200,
    headers: Mapping[str, str] | None = None,
    frame: dict[str, Any] | None = None,
    **context: Any,
) -> Response:
    """A whole page: the template's own context inside the frame that the features fill.

    `frame`: of `frame_of`, where the view asked for it in its own reading, which is the cheaper way.
    """
    frame = frame or await frame_of(request)
    if status == 200 and visitor_of(request) is not None:
        hub = hub_of(request)  # such a page may be packed; others must be alike to the byte
        frame["form_token"] = lru_cache(lambda: salted_token(request, hub.config, hub.keys))
    text = environment().get_template(template).render({**frame, **context})
    return HTMLResponse(text, status, headers=dict(headers or {}))


async def frame_of(request: Request, db: AsyncConnection | None = None) -> dict[str, Any]:
    """What every template may rely on. Without a database the frame is bare, never broken."""
    if db is not None:
        return await _filled_frame(request, db)
    try:
        async with hub_of(request).reading(quick=True) as own:
            return await _filled_frame(request, own)
    except Unavailable:
        return bare_frame(request)


async def _filled_frame(request: Request, db: AsyncConnection) -> dict[str, Any]:
    app: Starlette = request.app
    features: tuple[Feature, ...] = app.state.features
    visitor, path = visitor_of(request), request.url.path
    frame, nav = bare_frame(request), list[NavItem]()
    for feature in features:
        if feature.frame:
            frame.update(await feature.frame(db, visitor))
        if feature.nav:
            nav.extend(await feature.nav(db, visitor, path))
    return {**frame, "nav": nav}


def bare_frame(request: Request) -> dict[str, Any]:
    hub = hub_of(request)
    name = getattr(request.scope.get("route"), "name", "") or ""
    return {
        "community": {"name": "peerhub", "strapline": ""},
        "visitor": visitor_of(request),
        "note_kinds": [],
        "nav": [],
        "notices_unread": 0,
        "opened_notes": [],
        "to_agree": False,
        "opens_note": lambda warning: False,
        "url": lambda name, **params: str(request.app.url_path_for(name, **params)),
        "form_token": lambda: form_token(request, hub.config, hub.keys),
        "lang": language().replace("_", "-"),
        "text_direction": "rtl" if language()[:2] in RIGHT_TO_LEFT else "ltr",
        "page_name": name,
        "path": request.url.path,
        "flash": take_flash(request),
        "now": hub.clock.now(),
    }


FLASHES = "f"


def take_flash(request: Request) -> str | None:
    """A sentence for the top of the page, named in the address so that no cookie is needed.

    Only names stand in the address, never text: nobody can put words into our mouth.
    """
    words = {
        "sent": _("Sent."),
        "saved": _("Saved."),
        "done": _("Done."),
        "withdrawn": _("Withdrawn. Nobody can read it any more."),
        "held": _("Thank you. A moderator reads it before others do."),
        "signed-out": _("You are signed out on this device."),
        "signed-out-everywhere": _("You are signed out on all your devices."),
        "worried": _(
            "What you wrote is kept. Some of its words made us think that somebody may be in"
            " danger, so those who keep people safe here hear of it. These people can help now."
        ),
        "worried-alone": _(
            "What you wrote was sent, and nobody else hears of it. Some of its words made us think"
            " that somebody may be in danger. If that is so, these people can help now."
        ),
        "released": _("Released. Its author is told."),
        "left": _("Left as it is. Whoever reported it is told."),
        "removed": _("Removed. Its author is told why."),
        "edit_asked": _("Its author is asked to change it."),
        "locked": _("Locked. Its author is told why."),
        "passed_on": _("The reviewers are told."),
        "restored": _("It can be read again. Its author is told."),
        "upheld": _("It stays removed. Its author is told why."),
        "passed": _("Safeguarding leads have it now. You see nothing of what follows."),
        "handed": _("Handed on. Somebody else looks at its pictures."),
        "gone": _("Somebody else was faster: this was decided already."),
    }
    return words.get(request.query_params.get(FLASHES, ""))
