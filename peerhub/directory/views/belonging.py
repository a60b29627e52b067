"""Which rooms, boards and meetups belong to an organisation or a network: shown, asked and answered.

A place's own feature says who may open it and who looks after it (core/places.py); no page here asks
past that.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy.ext.asyncio import AsyncConnection
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from peerhub.core.errors import NotFound, Refused
from peerhub.core.hub import Hub
from peerhub.core.items import ItemRef
from peerhub.core.places import KeptPlace, PlaceCard, Places
from peerhub.core.words import _
from peerhub.directory import belonged
from peerhub.directory.belonging_forms import BelongingAnswerDraft, OwnerDraft
from peerhub.directory.belongings import (
    ASK_RATE,
    PLACE_WORDS,
    UNNAMED_WORDS,
    Belonging,
    Owner,
    OwnerKind,
)
from peerhub.directory.service import belongings as service
from peerhub.people.models import Person
from peerhub.web.forms import Form, empty_form, read_form
from peerhub.web.render import render
from peerhub.web.visitor import hub_of, person_of, signed_in, visitor_of


async def places_to_show(request: Request, owner: ItemRef) -> list[dict[str, Any]]:
    """What belongs to an owner that the reader has opened, by kind: .kind .title .cards."""
    hub, visitor = hub_of(request), visitor_of(request)
    groups = []
    async with hub.reading() as db:
        for kind, words in PLACE_WORDS.items():
            port = hub.places[kind]
            cards = await port.cards_of(db, visitor, owner, now=hub.clock.now())
            if cards:
                groups.append({"kind": kind, "title": _(words), "cards": cards})
    return groups


@signed_in
async def show_owners(request: Request) -> Response:
    """For who looks after a room, a board or a meetup: to whom it belongs."""
    return await _owners_page(request, empty_form())


def _port(request: Request) -> Places:
    port = hub_of(request).places.get(request.path_params["kind"])
    if port is None:
        raise NotFound()
    return port


async def _kept(request: Request, db: AsyncConnection) -> KeptPlace:
    """Asked before a form is read, so that a wrong form and a shut door look alike."""
    now, key = hub_of(request).clock.now(), request.path_params["key"]
    return await _port(request).place_for_keeper(db, person_of(request), key, now=now)


async def _owners_page(request: Request, form: Form[Any], status: int = 200) -> Response:
    person, kind = person_of(request), request.path_params["kind"]
    async with hub_of(request).reading() as db:
        kept = await _kept(request, db)
        said = await belonged.owners_for_keeper(db, person, ItemRef(kind, kept.place_id))
        own = await belonged.owners_kept_by(db, person)
    belongs = {owner.ref for owner, _link in said}
    return await render(
        request,
        "directory/owners.html",
        status=status,
        place=kept,
        said=said,
        own=[one for one in own if one.ref not in belongs],
        which=_which_options() if kept.later else [],
        form=form if form.errors else None,
    )


def _which_options() -> list[tuple[str, str]]:
    return [("one", _("This date alone")), ("later", _("This date and those after it"))]


@signed_in
async def update_owners(request: Request) -> Response:
    hub, person, kind = hub_of(request), person_of(request), request.path_params["kind"]
    async with hub.reading() as db:
        kept = await _kept(request, db)
    form = await read_form(request, OwnerDraft)
    if form.errors:
        return await _owners_page(request, form, 422)
    said = form.draft
    if said.action == "say":
        await hub.limits.hit("belonging", person.person_id, ASK_RATE)
    try:
        async with hub.transaction() as tx:
            kept = await _kept(request, tx.db)
            later = kept.later if said.which == "later" else ()
            places = [ItemRef(kind, one) for one in (kept.place_id, *later)]
            if said.action == "say":
                await service.say_belongs(
                    tx, person, places, said.kind, said.slug, alone=kept.alone
                )
            else:
                owner, _keeps = await belonged.owner_to_ask(tx.db, person, said.kind, said.slug)
                await service.take_away(tx, person, places, owner.ref)
    except Refused as refusal:
        return await _owners_page(request, form.refuse(refusal), 422)
    return RedirectResponse(f"/belongs/{kind}/{request.path_params['key']}?f=saved", 303)


@signed_in
async def show_places_of_organisation(request: Request) -> Response:
    return await _places_page(request, OwnerKind.ORGANISATION, empty_form())


@signed_in
async def update_places_of_organisation(request: Request) -> Response:
    return await _answer(request, OwnerKind.ORGANISATION)


@signed_in
async def show_places_of_network(request: Request) -> Response:
    return await _places_page(request, OwnerKind.NETWORK, empty_form())


@signed_in
async def update_places_of_network(request: Request) -> Response:
    return await _answer(request, OwnerKind.NETWORK)


async def _owner(request: Request, db: AsyncConnection, kind: OwnerKind) -> Owner:
    return await belonged.owner_for_keeper(
        db, person_of(request), kind, request.path_params["slug"]
    )


async def _places_page(
    request: Request, kind: OwnerKind, form: Form[Any], status: int = 200
) -> Response:
    """What asks, and what belongs to it, for who looks after the owner."""
    hub, person = hub_of(request), person_of(request)
    async with hub.reading() as db:
        owner = await _owner(request, db, kind)
        said = await belonged.belongings_of_owner(db, owner)
        lines = await _lines(hub, db, person, said, hub.clock.now())
    return await render(
        request,
        "directory/places.html",
        status=status,
        owner=owner,
        asked=[one for one in lines if not one["since"]],
        joined=[one for one in lines if one["since"]],
        form=form if form.errors else None,
    )


async def _lines(
    hub: Hub, db: AsyncConnection, person: Person, said: list[Belonging], now: datetime
) -> list[dict[str, Any]]:
    """One for what one answer is for; nothing of what is over, or nobody outside may know of."""
    cards: dict[tuple[str, str], PlaceCard] = {}
    for kind in PLACE_WORDS:
        ids = [one.place_id for one in said if one.place_kind == kind]
        known: Mapping[str, PlaceCard] = {}
        if ids:
            known = await hub.places[kind].cards_to_answer(db, person, ids, now=now)
        cards.update({(kind, place_id): card for place_id, card in known.items()})
    lines: dict[tuple[str, bool], dict[str, Any]] = {}
    for one in said:
        card = cards.get((one.place_kind, one.place_id))
        if card is None:
            continue
        line = lines.setdefault(
            (one.together, one.is_whole),
            {
                "together": one.together,
                "title": card.title or _(UNNAMED_WORDS[one.place_kind]),
                "card": card,
                "asked_at": one.asked_at,
                "since": one.confirmed_at,
                "more": -1,
            },
        )
        line["more"] += 1
        first = line["card"].at
        if card.at and first and card.at < first:
            line["card"] = card
    return list(lines.values())


async def _answer(request: Request, kind: OwnerKind) -> Response:
    hub, person = hub_of(request), person_of(request)
    async with hub.reading() as db:
        owner = await _owner(request, db, kind)
    form = await read_form(request, BelongingAnswerDraft)
    if form.errors:
        return await _places_page(request, kind, form, 422)
    act = service.confirm if form.draft.action == "confirm" else service.part
    try:
        async with hub.transaction() as tx:
            await act(tx, person, await _owner(request, tx.db, kind), form.draft.together)
    except Refused as refusal:
        return await _places_page(request, kind, form.refuse(refusal), 422)
    return RedirectResponse(f"{owner.path}/places?f=saved", 303)
