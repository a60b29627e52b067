"""Say that someone may be unsafe, with or without an account, and read what leads answer."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy.ext.asyncio import AsyncConnection
from starlette.requests import Request
from starlette.responses import Response

from peerhub.core.errors import NotFound, Refused, Unavailable
from peerhub.core.items import ItemCard, ItemRef
from peerhub.core.keys import new_id
from peerhub.core.words import _
from peerhub.moderation.safeguarding import access, correspondence, offered, passphrases, shown
from peerhub.moderation.safeguarding.door import help_shown
from peerhub.moderation.safeguarding.forms import FlagDraft, KeptDraft, MoreDraft
from peerhub.moderation.safeguarding.kinds import FlagKind
from peerhub.moderation.safeguarding.models import FLAG_RATE, READ_RATE, Concern, Urgency
from peerhub.moderation.safeguarding.service.raise_flag import (
    About,
    Receipt,
    add_more,
    raise_flag,
    receipt_of,
)
from peerhub.moderation.safeguarding.views.letters import kept_letters
from peerhub.uploads.access import files_of
from peerhub.uploads.models import Upload
from peerhub.web.forms import Form, empty_form, read_form
from peerhub.web.render import render
from peerhub.web.visitor import address_of, hub_of, public, visitor_of


@public
async def new_flag(request: Request) -> Response:
    """One question and one button where life is at risk now; below it the rest, none of it required."""
    said = request.query_params
    item = ItemRef(said.get("kind", "")[:16], said.get("id", "")[:16])
    return await _flag_page(request, item, empty_form())


async def _flag_page(
    request: Request, item: ItemRef, form: Form[Any], *, status: int = 200, fault: str = ""
) -> Response:
    hub = hub_of(request)
    said, leads, on_duty = _said_of(None), [], True
    try:
        async with hub.reading() as db:
            said = await _said_of_item(request, db, item)
            leads = await access.leads_to_name(db)
            on_duty = await access.somebody_on_duty(db, hub.clock.now())
    except Unavailable:
        fault = fault or _not_stored()
    return await render(
        request,
        "safeguarding/new_flag.html",
        status=status,
        form=form if form.errors or fault else None,
        values=form.values,
        fault=fault,
        kind=item.kind,
        id=item.id,
        secret=form.values.get("secret") or new_id() + new_id(),
        leads=leads,
        on_duty=on_duty,
        urgencies=offered.urgency_options(),
        subjects=offered.subject_options(),
        standings=offered.standing_options(),
        **said,
        **await help_shown(hub),
    )


async def _said_of_item(request: Request, db: AsyncConnection, item: ItemRef) -> dict[str, Any]:
    """Strangers see no files, and what they flag is never hidden at once."""
    visitor = visitor_of(request)
    card = await access.item_for_flagger(db, hub_of(request).contents, visitor, item)
    if card is None or visitor is None:
        return _said_of(card)
    hidden = (await access.settings_for_anyone(db)).hidden_kinds
    return _said_of(card, hidden, await files_of(db, item))


def _said_of(
    card: ItemCard | None, hidden: Sequence[FlagKind] = (), files: Sequence[Upload] = ()
) -> dict[str, Any]:
    """What it is about, what hides it at once, and its files, each of which can be flagged alone."""
    return {
        "item": card,
        "kinds": offered.kind_choices(hidden),
        "files": [(one.upload_id, one.alt or one.name) for one in files],
    }


def _not_stored() -> str:
    return _(
        "This could not be stored, so nobody here has it. Your words are still below: try again in "
        "a moment, and meanwhile turn to the people on this page."
    )


@public
async def create_flag(request: Request) -> Response:
    """The receipt at once; a failure keeps every word on the screen."""
    form = await read_form(request, FlagDraft)
    item = ItemRef(str(form.values.get("kind", "")), str(form.values.get("id", "")))
    if form.errors:
        return await _flag_page(request, item, form, status=422)
    try:
        receipt, concern = await _raise(request, item, form.draft)
    except Unavailable:
        return await _flag_page(request, item, form, status=503, fault=_not_stored())
    except Refused as refusal:
        return await _flag_page(request, item, form, status=422, fault=refusal.reason)
    return await _receipt_page(request, receipt, concern, item)


async def _raise(request: Request, item: ItemRef, draft: FlagDraft) -> tuple[Receipt, Concern]:
    hub, person, flag = hub_of(request), visitor_of(request), draft.to_flag()
    if flag.urgency is not Urgency.NOW:
        who = person.person_id if person else f"from {address_of(request)}"
        await hub.limits.hit("flag", who, FLAG_RATE)
    receipt = await receipt_of(draft.secret)
    async with hub.transaction() as tx:
        card = await access.item_for_flagger(tx.db, hub.contents, person, item)
        named = {lead.person_id for lead in await access.leads_to_name(tx.db)}
        about = About(
            item=item if card else None,
            card=card,
            flagger_id=person.person_id if person else "",
            excluded=frozenset(draft.exclude) & named,
        )
        return receipt, await raise_flag(tx, flag, receipt, about)


async def _receipt_page(
    request: Request, receipt: Receipt, concern: Concern, item: ItemRef
) -> Response:
    hub = hub_of(request)
    async with hub.reading() as db:
        card = await access.item_for_flagger(db, hub.contents, visitor_of(request), item)
        on_duty = await access.somebody_on_duty(db, hub.clock.now())
    return await render(
        request,
        "safeguarding/receipt.html",
        receipt=receipt,
        concern=shown.shown_concern(concern, hub.clock.now()),
        on_duty=on_duty,
        back_href=card.path if card else "/",
        **await help_shown(hub),
    )


@public
async def show_kept(request: Request) -> Response:
    """Where reference and code are asked for; they stand in no address."""
    return await _kept_page(request, empty_form())


async def _kept_page(request: Request, form: Form[Any], status: int = 200) -> Response:
    return await render(
        request,
        "safeguarding/kept.html",
        action="/flag/answers",
        status=status,
        form=form if form.errors else None,
        **await help_shown(hub_of(request)),
    )


@public
async def read_kept(request: Request) -> Response:
    """State, and what leads wrote; for whoever has reference and code, and nobody else."""
    form = await read_form(request, KeptDraft)
    if form.errors:
        return await _kept_page(request, form, 422)
    try:
        return await _opened_page(request, form.draft)
    except NotFound:
        return await _kept_page(request, form.refuse(_wrong_code()), 422)


async def _opened_page(
    request: Request, draft: KeptDraft, form: Form[Any] | None = None
) -> Response:
    """What reference and code open: letters, or the state of a concern. With `form`, what is wrong."""
    hub = hub_of(request)
    await hub.limits.hit("kept", f"from {address_of(request)}", READ_RATE)
    async with hub.reading() as db:
        box = await correspondence.box_by_reference(db, draft.reference)
    if box is not None:
        return await kept_letters(request, draft, box, form)
    concern, letters = await _kept(request, draft)
    if isinstance(draft, MoreDraft) and form is None:
        async with hub.transaction() as tx:
            await add_more(tx, concern, draft.words)
    return await _state_page(request, draft, concern, letters, form)


def _wrong_code() -> Refused:
    return Refused(
        _("Reference and code do not fit together. Look at them again, sign by sign."), field="code"
    )


async def _kept(request: Request, draft: KeptDraft) -> tuple[Concern, list[Any]]:
    """NotFound alike for a reference that never was and a code that is another's."""
    hub = hub_of(request)
    async with hub.reading() as db:
        try:
            concern = await correspondence.concern_of_reporter(db, draft.reference)
        except NotFound:
            concern = None
    box = await passphrases.reply_box(draft.code, concern.concern_id if concern else "nobody")
    if concern is None:
        raise NotFound()
    async with hub.reading() as db:
        return concern, await correspondence.letters_for_reporter(db, concern, box)


async def _state_page(
    request: Request,
    draft: KeptDraft,
    concern: Concern,
    letters: list[Any],
    form: Form[Any] | None = None,
) -> Response:
    hub = hub_of(request)
    async with hub.reading() as db:
        alone = await correspondence.nobody_reached(db, concern)
    return await render(
        request,
        "safeguarding/state.html",
        status=422 if form else 200,
        concern=shown.shown_concern(concern, hub.clock.now()),
        reference=draft.reference,
        code=draft.code,
        letters=letters,
        alone=alone,
        form=form,
        added=form is None and isinstance(draft, MoreDraft),
        **await help_shown(hub),
    )


@public
async def create_more(request: Request) -> Response:
    """Something more, or an answer to a letter."""
    form = await read_form(request, MoreDraft)
    said = {name: str(form.values.get(name, ""))[:300] for name in ("reference", "code")}
    try:
        if form.errors:
            return await _opened_page(request, KeptDraft(**said), form)
        return await _opened_page(request, form.draft)
    except NotFound:
        return await _kept_page(request, form.refuse(_wrong_code()), 422)
    except Refused as refusal:
        return await _kept_page(request, form.refuse(refusal), 422)
