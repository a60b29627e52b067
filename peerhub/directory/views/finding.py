"""Pages of the directory for everybody: finding an organisation and reading about it."""

from __future__ import annotations

from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from peerhub.core.clock import ZONE
from peerhub.core.errors import Refused
from peerhub.core.items import ItemRef
from peerhub.core.text import to_html
from peerhub.core.words import _
from peerhub.directory import access, contacted, networked, partnered, rules, shown
from peerhub.directory.forms.finding import FilterDraft, read_filters
from peerhub.directory.logos import logo_of
from peerhub.directory.models import Filters, Kind
from peerhub.directory.views.belonging import places_to_show
from peerhub.directory.vocabulary import ACCESS, LANGUAGES, SIZES, STRANDS, USER_LED
from peerhub.web.api import from_cursor
from peerhub.web.forms import Form
from peerhub.web.render import render
from peerhub.web.visitor import hub_of, public, visitor_of

BASE = "/directory"


@public
async def show_directory(request: Request) -> Response:
    """Everything that is asked for stands in the address; a wrong part of it gets a sentence."""
    form = read_filters(request)
    after = None
    if not form.errors:
        try:
            after = from_cursor(request, (str, str), name="after")
        except Refused:
            words = _("This part of the list is not there. Begin again from the first page.")
            form.errors["q"] = words
    draft = FilterDraft() if form.errors else form.draft
    return await _directory_page(request, form, draft, after)


async def _directory_page(
    request: Request, form: Form[FilterDraft], draft: FilterDraft, after: Any
) -> Response:
    hub, visitor = hub_of(request), visitor_of(request)
    async with hub.reading(quick=True) as db:
        filters = draft.to_filters()
        found = await access.organisations_found(db, visitor, filters, after=after)
        options, titles = await access.choices_for_anyone(db, hub.config)
        networks = await networked.networks_for_reader(db, visitor)
    boroughs = access.boroughs_for_anyone(hub.config)
    return await render(
        request,
        "directory/directory.html",
        status=422 if form.errors else 200,
        form=form,
        asked=filters != Filters(),
        filtered=filters != Filters(q=filters.q),
        cards=[shown.card(one, titles, hub.clock.now()) for one in found.organisations],
        count_words=shown.count_words(found),
        next=shown.next_of(BASE, draft, found),
        tiles=shown.tiles(BASE, draft, boroughs, found.boroughs),
        chosen=titles[Kind.BOROUGH].get(draft.borough, ""),
        without_borough=shown.address_of(BASE, draft, borough=""),
        network_options=shown.network_options(networks),
        may_list=visitor is not None,
        **_filter_options(options),
    )


def _filter_options(options: dict[Kind, access.Options]) -> dict[str, Any]:
    everything = _("All")
    return {
        "sector_options": [("", everything), *options[Kind.SECTOR]],
        "borough_options": [("", everything), *options[Kind.BOROUGH]],
        "strand_options": shown.choices(STRANDS, everything),
        "language_options": shown.choices(LANGUAGES, everything),
        "access_options": shown.choices(ACCESS, everything),
        "size_options": shown.choices(SIZES, everything),
        "led_options": shown.choices(USER_LED, everything),
    }


@public
async def show_organisation(request: Request) -> Response:
    """With the fields that are open to whoever asks, and whose word they are."""
    hub, visitor = hub_of(request), visitor_of(request)
    async with hub.reading(quick=True) as db:
        seat = await access.organisation_for_reader(db, visitor, request.path_params["slug"])
        titles = await access.titles_for_anyone(db, hub.config)
        networks = await networked.networks_of_organisation(db, visitor, seat.organisation)
        logo = await logo_of(db, seat.organisation.organisation_id)
        roles = await contacted.roles_for_anyone(db, seat.organisation)
        today = hub.clock.now().astimezone(ZONE).date()
        partner = await partnered.partner_for_reader(db, seat.organisation, today)
    found = seat.organisation
    return await render(
        request,
        "directory/organisation.html",
        organisation=found,
        logo=logo,
        networks=networks,
        places=await places_to_show(request, ItemRef("organisation", found.organisation_id)),
        partner=partner,
        answers=bool(roles),
        changes_partner=rules.is_administrator(visitor),
        edits=seat.edits,
        verifies=seat.verifies,
        claims=seat.claims,
        html=to_html(found.profile.words),
        standing=shown.standing_words(found),
        size=shown.size_words(found),
        user_led=shown.user_led_words(found),
        identifiers=shown.identifiers_of(found),
        funders=shown.funders_of(found),
        facts=shown.facts_of(found, titles),
        labels=shown.field_words(),
        stale=rules.is_stale(found, hub.clock.now()),
    )
