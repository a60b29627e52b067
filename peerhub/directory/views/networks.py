"""/networks: what networks there are, and what administrators say of them."""

from __future__ import annotations

from typing import Any

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from peerhub.core.errors import Refused
from peerhub.core.items import ItemRef
from peerhub.core.text import to_html
from peerhub.core.words import _
from peerhub.directory import access, networked, rules, shown
from peerhub.directory.forms.keeping import StateDraft
from peerhub.directory.forms.networks import NetworkDraft, NewNetworkDraft
from peerhub.directory.models import Filters
from peerhub.directory.networks import NETWORK_SEEN_WORDS
from peerhub.directory.service import networks
from peerhub.directory.views.belonging import places_to_show
from peerhub.web.forms import Form, empty_form, read_form
from peerhub.web.render import render
from peerhub.web.visitor import guarded, hub_of, person_of, public, visitor_of

BASE = "/networks"
administrator = guarded("administrator")


@public
async def show_networks(request: Request) -> Response:
    visitor = visitor_of(request)
    async with hub_of(request).reading(quick=True) as db:
        found = await networked.networks_for_reader(db, visitor)
    return await render(
        request,
        "directory/networks.html",
        networks=found,
        may_make=rules.is_administrator(visitor),
    )


@public
async def show_network(request: Request) -> Response:
    """With those of its organisations that are listed, as whoever asks may see them."""
    hub, visitor = hub_of(request), visitor_of(request)
    async with hub.reading(quick=True) as db:
        seat = await networked.network_for_reader(db, visitor, request.path_params["slug"])
        filters = Filters(network=seat.network.slug)
        found = await access.organisations_found(db, visitor, filters)
    return await render(
        request,
        "directory/network.html",
        network=seat.network,
        html=to_html(seat.network.words),
        places=await places_to_show(request, ItemRef("network", seat.network.network_id)),
        keeps=seat.keeps,
        changes=rules.is_administrator(visitor),
        organisations=found.organisations,
        more=found.after is not None,
        count_words=shown.count_words(found),
    )


def _seen_options() -> list[tuple[str, str]]:
    return [(str(level), _(words)) for level, words in NETWORK_SEEN_WORDS.items()]


@administrator
async def new_network(request: Request) -> Response:
    return await _new_page(request, None)


async def _new_page(request: Request, form: Form[Any] | None) -> Response:
    status = 422 if form else 200
    options = _seen_options()
    return await render(
        request, "directory/new_network.html", status=status, form=form, seen_options=options
    )


@administrator
async def create_network(request: Request) -> Response:
    form = await read_form(request, NewNetworkDraft)
    if form.errors:
        return await _new_page(request, form)
    try:
        async with hub_of(request).transaction() as tx:
            new = await networks.make_network(tx, person_of(request), **form.draft.model_dump())
    except Refused as refusal:
        return await _new_page(request, form.refuse(refusal))
    return RedirectResponse(f"{BASE}/{new.slug}/keep?f=saved", 303)


@administrator
async def edit_network(request: Request) -> Response:
    return await _edit_page(request, empty_form())


async def _edit_page(request: Request, form: Form[Any], status: int = 200) -> Response:
    async with hub_of(request).reading() as db:
        slug = request.path_params["slug"]
        network = await networked.network_for_keeper(db, person_of(request), slug)
    return await render(
        request,
        "directory/edit_network.html",
        status=status,
        form=form if form.errors else None,
        network=network,
        seen_options=_seen_options(),
    )


@administrator
async def update_network(request: Request) -> Response:
    form = await read_form(request, NetworkDraft)
    if form.errors:
        return await _edit_page(request, form, 422)
    person, slug = person_of(request), request.path_params["slug"]
    try:
        async with hub_of(request).transaction() as tx:
            network = await networked.network_for_keeper(tx.db, person, slug)
            await networks.change_network(tx, person, network, **form.draft.model_dump())
    except Refused as refusal:
        return await _edit_page(request, form.refuse(refusal), 422)
    return RedirectResponse(f"{BASE}/{slug}?f=saved", 303)


@administrator
async def update_network_state(request: Request) -> Response:
    """Put away, and back."""
    form = await read_form(request, StateDraft)
    if form.errors:
        return await _edit_page(request, empty_form(), 422)
    person, slug = person_of(request), request.path_params["slug"]
    act = networks.put_away if form.draft.action == "archive" else networks.put_back
    async with hub_of(request).transaction() as tx:
        await act(tx, person, await networked.network_for_keeper(tx.db, person, slug))
    return RedirectResponse(f"{BASE}/{slug}/edit?f=saved", 303)
