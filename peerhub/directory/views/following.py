"""/following: what somebody hears of when there is a new meetup, for them alone."""

from __future__ import annotations

from typing import Any

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from peerhub.core.errors import NotFound, Refused
from peerhub.core.words import _
from peerhub.directory import followed
from peerhub.directory.follow_forms import FollowDraft, FollowMailDraft, StopDraft
from peerhub.directory.follows import Followed
from peerhub.directory.service import follows as service
from peerhub.web.forms import Form, empty_form, read_form
from peerhub.web.render import render
from peerhub.web.visitor import even_frozen, hub_of, person_of, public, signed_in


@signed_in
async def show_following(request: Request) -> Response:
    """With `?what=` also that one, to be followed with a press."""
    return await _page(request, empty_form())


async def _page(request: Request, form: Form[Any], status: int = 200) -> Response:
    hub, person = hub_of(request), person_of(request)
    boards, now = hub.places["board"], hub.clock.now()
    what: Followed | None = None
    async with hub.reading() as db:
        found = await followed.followed_by(db, hub.config, person, boards=boards, now=now)
        by_mail = await followed.hears_by_mail(db, person)
        if key := request.query_params.get("what", ""):
            what = await followed.thing_to_follow(
                db, hub.config, person, key, boards=boards, now=now
            )
    return await render(
        request,
        "directory/following.html",
        status=status,
        followed=found,
        what=what if what not in found else None,
        key=request.query_params.get("what", ""),
        by_mail=by_mail,
        form=form if form.errors else None,
    )


@even_frozen
@signed_in
async def update_following(request: Request) -> Response:
    form = await read_form(request, FollowDraft)
    if form.errors:
        return await _page(request, form, 422)
    hub, person, said = hub_of(request), person_of(request), form.draft
    try:
        async with hub.transaction() as tx:
            if said.action == "follow":
                boards = hub.places["board"]
                thing = await followed.thing_to_follow(
                    tx.db, hub.config, person, said.what, boards=boards, now=tx.now
                )
                await service.follow(tx, person, thing)
            else:
                kind, _colon, ref = said.what.partition(":")
                await service.unfollow(tx, person, kind, ref)
    except Refused as refusal:
        return await _page(request, form.refuse(refusal), 422)
    return RedirectResponse("/following?f=saved", 303)


@even_frozen
@signed_in
async def update_following_mail(request: Request) -> Response:
    form = await read_form(request, FollowMailDraft)
    if form.errors:
        return await _page(request, form, 422)
    async with hub_of(request).transaction() as tx:
        await service.choose_mail(tx, person_of(request).person_id, by_mail=form.draft.by_mail)
    return RedirectResponse("/following?f=saved", 303)


def _person_id(request: Request) -> str:
    path = request.path_params
    followed.check_stop(hub_of(request).keys, path["person_id"], path["sign"])
    return str(path["person_id"])


@public
async def show_stop(request: Request) -> Response:
    _person_id(request)
    return await render(request, "directory/stop_letters.html")


@public
async def stop_letters(request: Request) -> Response:
    """One press, or a mail program's, without signing in; again is as good as once."""
    person_id = _person_id(request)
    form = await read_form(request, StopDraft)
    if form.errors:
        raise NotFound()
    async with hub_of(request).transaction() as tx:
        await service.choose_mail(tx, person_id, by_mail=False)
    return await render(
        request,
        "people/said.html",
        heading=_("No more letters about new meetups"),
        lines=(_("You go on hearing of them in the hub."),),
    )
