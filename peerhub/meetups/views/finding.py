"""Find a meetup, answer it, choose reminders, and take it into a calendar."""

from __future__ import annotations

from typing import Any

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from peerhub.community.access import community_for_anyone
from peerhub.core.clock import ZONE
from peerhub.core.errors import NotFound, Refused
from peerhub.core.hub import Hub
from peerhub.core.words import _
from peerhub.directory.access import options_for_anyone, titles_for_anyone
from peerhub.meetups import access, coming, listed, shown
from peerhub.meetups.calendar import to_calendar
from peerhub.meetups.dates import month_of
from peerhub.meetups.forms import (
    RemindersDraft,
    ReplyDraft,
)
from peerhub.meetups.found import meetups_for_reader, public_meetups, series_for_reader
from peerhub.meetups.models import (
    AHEAD_WORDS,
    Ahead,
    Choice,
    Meetup,
)
from peerhub.meetups.photos import photo_of
from peerhub.meetups.service import respond as service
from peerhub.meetups.talk import talk_about
from peerhub.meetups.views.months import show_month
from peerhub.meetups.views.whose import whose
from peerhub.web.forms import Form, empty_form, read_form
from peerhub.web.render import render
from peerhub.web.visitor import (
    SignInNeeded,
    even_frozen,
    hub_of,
    person_of,
    public,
    signed_in,
    visitor_of,
)


@public
async def list_meetups(request: Request) -> Response:
    """Those to come, the soonest first, or a month of them; what is looked for stands in the address."""
    asked, hub = request.query_params, hub_of(request)
    async with hub.reading() as db:
        options = await options_for_anyone(db, hub.config)
    looked = listed.looked_for(asked, options)
    if first := month_of(asked.get("month", "")):
        return await show_month(request, first, looked, options)
    async with hub.reading() as db:
        found, more = await meetups_for_reader(
            db,
            visitor_of(request),
            now=hub.clock.now(),
            looked=looked,
            after=asked.get("after", ""),
        )
    page = request.url.include_query_params(after=more)
    return await render(
        request,
        "meetups/meetups.html",
        meetups=[shown.card(one) for one in found],
        more=f"{page.path}?{page.query}" if more else "",
        by_month=listed.address_of(looked, month=f"{hub.clock.now().astimezone(ZONE):%Y-%m}"),
        to_print=listed.address_of(looked, of=listed.PROGRAMME),
        **listed.form_of(looked, options),
    )


@public
async def show_meetup(request: Request) -> Response:
    return await meetup_page(request, empty_form())


async def _opened(request: Request) -> access.Opened:
    """Strangers are asked to sign in, whether it is there or not."""
    visitor = visitor_of(request)
    try:
        async with hub_of(request).reading() as db:
            return await access.meetup_for_reader(db, visitor, request.path_params["meetup_id"])
    except NotFound:
        if visitor is None:
            raise SignInNeeded() from None
        raise


async def meetup_page(request: Request, form: Form[Any], status: int = 200) -> Response:
    hub, opened = hub_of(request), await _opened(request)
    meetup, person = opened.meetup, visitor_of(request)
    needs, seen, now = "", [], hub.clock.now()
    async with hub.reading() as db:
        series = await series_for_reader(db, opened, now)
        titles = await titles_for_anyone(db, hub.config)
        said = await whose(request, db, opened)
        thread = await talk_about(db, person, meetup)
        photo = await photo_of(db, meetup.meetup_id)
        if person is not None:
            needs = await coming.own_needs(db, hub.keys, person, meetup.meetup_id)
            seen = await coming.who_is_seen(db, person, opened, now)
    over = meetup.is_cancelled or meetup.ends_at <= now
    return await render(
        request,
        "meetups/meetup.html",
        status=status,
        meetup=shown.page(opened, titles),
        organises=opened.organises,
        open=not over,
        held=meetup.is_held,
        past=meetup.ends_at <= now,
        afterwards=shown.afterwards(meetup),
        ways=shown.ways(meetup),
        talk=thread,
        photo=photo,
        seen=[{"name": one.name, "handle": one.handle} for one in seen],
        needs=needs,
        series=[shown.card(one) for one in series],
        **said,
        **shown.answering(opened),
        form=form if form.errors else None,
    )


@signed_in
async def reply(request: Request) -> Response:
    form = await read_form(request, ReplyDraft)
    if form.errors:
        return await meetup_page(request, form, 422)
    meetup_id = request.path_params["meetup_id"]
    try:
        async with hub_of(request).transaction() as tx:
            await service.respond(
                tx,
                person_of(request),
                meetup_id,
                Choice(form.draft.choice),
                along=form.draft.to_along(),
            )
    except Refused as refusal:
        return await meetup_page(request, form.refuse(refusal), 422)
    return RedirectResponse(f"{shown.path_of(meetup_id)}?f=saved", 303)


@signed_in
async def show_reminders(request: Request) -> Response:
    return await _reminders_page(request, empty_form())


async def _reminders_page(request: Request, form: Form[Any], status: int = 200) -> Response:
    person = person_of(request)
    async with hub_of(request).reading() as db:
        chosen = (await access.reminders_of(db, [person.person_id]))[person.person_id]
    return await render(
        request,
        "meetups/reminders.html",
        status=status,
        options=[(str(int(one)), _(words)) for one, words in AHEAD_WORDS.items()],
        chosen=[str(int(one)) for one in chosen],
        form=form if form.errors else None,
    )


@even_frozen
@signed_in
async def update_reminders(request: Request) -> Response:
    form = await read_form(request, RemindersDraft)
    if form.errors:
        return await _reminders_page(request, form, 422)
    chosen = {Ahead(int(hours)) for hours in form.draft.hours}
    async with hub_of(request).transaction() as tx:
        await service.choose_reminders(tx, person_of(request), chosen)
    return RedirectResponse("/meetups?f=saved", 303)


@public
async def show_calendar(request: Request) -> Response:
    """Every public meetup, for a calendar of one's own; the same for everybody."""
    hub = hub_of(request)
    async with hub.reading() as db:
        found = await public_meetups(db, ends_after=hub.clock.now() - access.KEPT)
        name = (await community_for_anyone(db)).name
    return _calendar(hub, found, name)


@public
async def show_one_calendar(request: Request) -> Response:
    """One meetup, as its reader may know it."""
    hub, opened = hub_of(request), await _opened(request)
    return _calendar(hub, [opened.meetup], opened.meetup.title)


def _calendar(hub: Hub, found: list[Meetup], name: str) -> Response:
    content = to_calendar(found, name=name, address=hub.config.address)
    headers = {"Content-Disposition": 'attachment; filename="meetups.ics"'}
    return Response(content, headers=headers, media_type="text/calendar")
