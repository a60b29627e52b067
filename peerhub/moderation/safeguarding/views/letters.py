"""Letters between leads and somebody whom a concern is about: written here, read with a code or signed in."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from peerhub.core.errors import NotFound, Refused
from peerhub.core.transaction import Transaction
from peerhub.core.words import _
from peerhub.moderation.safeguarding import access, correspondence, passphrases
from peerhub.moderation.safeguarding.door import help_shown, holder_at
from peerhub.moderation.safeguarding.forms import (
    AnswerDraft,
    KeptDraft,
    MoreDraft,
    PersonLetterDraft,
)
from peerhub.moderation.safeguarding.models import LetterBox
from peerhub.moderation.safeguarding.service import letters
from peerhub.moderation.safeguarding.views.concern import concern_page
from peerhub.moderation.safeguarding.views.queue import QUEUE, lead
from peerhub.people.access import person_by_handle
from peerhub.web.forms import Form, empty_form, read_form
from peerhub.web.render import render
from peerhub.web.visitor import even_frozen, hub_of, person_of, signed_in


@lead
async def create_person_letter(request: Request) -> Response:
    """A first letter without a handle shows a reference and a code once, for the lead to hand over."""
    form = await read_form(request, PersonLetterDraft)
    if form.errors:
        return await concern_page(request, form, 422)
    draft, concern_id = form.draft, request.path_params["concern_id"]
    async with hub_of(request).reading() as db:  # before the slow part
        await access.concern_outside(db, await holder_at(request, db), concern_id)
    given = await letters.new_correspondence()
    try:
        async with hub_of(request).transaction() as tx:
            holder = await holder_at(request, tx.db)
            opened = await access.concern_opened(tx.db, holder, concern_id)
            known = correspondence.written_to(opened)
            words = draft.about_letter
            if draft.to in known:
                letter = letters.Addressed(words, draft.to, known[draft.to])
                await letters.write_again(tx, holder, concern_id, letter)
            else:
                member = await _member(tx, draft.handle)
                letter = letters.Addressed(words, given.reference, member)
                await letters.write_first(tx, holder, concern_id, letter, given)
    except Refused as refusal:
        return await concern_page(request, form.refuse(refusal), 422)
    if draft.to in known or draft.handle:
        return RedirectResponse(f"{QUEUE}/concerns/{concern_id}?f=done", 303)
    return await render(
        request,
        "safeguarding/letter_sent.html",
        given=given,
        where=f"{hub_of(request).config.address}{request.url_for('safeguarding:kept').path}",
        concern_id=concern_id,
    )


async def _member(tx: Transaction, handle: str) -> str:
    """Their id, "" where none was said; Refused where nobody has this handle."""
    plain = handle.strip().lstrip("@").casefold()
    if not plain:
        return ""
    try:
        return (await person_by_handle(tx.db, plain)).person_id
    except NotFound as error:
        raise Refused(_("Nobody here has this handle."), field="handle") from error


async def kept_letters(
    request: Request, draft: KeptDraft, box: LetterBox, form: Form[Any] | None = None
) -> Response:
    """For who came with reference and code; NotFound where the code is another's."""
    private = await passphrases.reply_box(draft.code, box.box_id)
    async with hub_of(request).reading() as db:
        found = await correspondence.letters_in_box(db, box, private)
    added = isinstance(draft, MoreDraft) and form is None
    if added and isinstance(draft, MoreDraft):
        async with hub_of(request).transaction() as tx:
            await letters.answer(tx, box, private, draft.words)
    kept = {"reference": draft.reference, "code": draft.code}
    return await _letters_page(request, found, form, action="/flag/more", kept=kept, added=added)


@signed_in
@even_frozen
async def show_letters(request: Request) -> Response:
    """For a member, signed in: no code is asked for, because the hub keeps it for them."""
    return await _own_page(request, empty_form())


async def _own_page(request: Request, form: Form[Any], status: int = 200) -> Response:
    box, private = await _own_box(request)
    async with hub_of(request).reading() as db:
        found = await correspondence.letters_in_box(db, box, private)
    shown = form if form.errors else None
    return await _letters_page(request, found, shown, status=status, action=request.url.path)


async def _own_box(request: Request) -> tuple[LetterBox, bytes]:
    hub, box_id = hub_of(request), request.path_params["box_id"]
    async with hub.reading() as db:
        box = await correspondence.box_for_member(db, hub.keys, person_of(request), box_id)
    return box, await letters.code_of(hub.keys, box)


@signed_in
@even_frozen
async def create_answer(request: Request) -> Response:
    form = await read_form(request, AnswerDraft)
    if form.errors:
        return await _own_page(request, form, 422)
    box, private = await _own_box(request)
    try:
        async with hub_of(request).transaction() as tx:
            await letters.answer(tx, box, private, form.draft.words)
    except Refused as refusal:
        return await _own_page(request, form.refuse(refusal), 422)
    return RedirectResponse(f"{request.url.path}?f=sent", 303)


async def _letters_page(
    request: Request,
    found: list[tuple[datetime, str]],
    form: Form[Any] | None,
    *,
    action: str,
    status: int = 200,
    kept: dict[str, str] | None = None,
    added: bool = False,
) -> Response:
    return await render(
        request,
        "safeguarding/letters.html",
        status=422 if form else status,
        letters=found,
        form=form,
        action=action,
        kept=kept or {},
        added=added,
        **await help_shown(hub_of(request)),
    )
