"""One concern, opened: its chronology, and what a lead does with it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from typing import Any

from pydantic import BaseModel
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from peerhub.core.errors import Refused
from peerhub.core.transaction import Transaction
from peerhub.moderation.safeguarding import access, correspondence, forms, offered, shown
from peerhub.moderation.safeguarding.access import Holder, OpenConcern
from peerhub.moderation.safeguarding.door import holder_at
from peerhub.moderation.safeguarding.service import handle, items, tasks, unmask
from peerhub.moderation.safeguarding.views.queue import QUEUE, lead
from peerhub.people.access import people_by_id
from peerhub.web.forms import Draft, Form, empty_form, read_form
from peerhub.web.render import render
from peerhub.web.visitor import View, hub_of

Verb = Callable[[Transaction, Holder, str, Any], Awaitable[Any]]


@lead
async def show_concern(request: Request) -> Response:
    """With the key locked only urgency and clock; opening it is written down first."""
    return await concern_page(request, empty_form())


@lead
async def show_file(request: Request) -> Response:
    """The whole record on one page to print, for a referral."""
    return await concern_page(request, empty_form(), template="safeguarding/file.html")


async def concern_page(
    request: Request,
    form: Form[Any],
    status: int = 200,
    template: str = "safeguarding/concern.html",
) -> Response:
    hub, concern_id = hub_of(request), request.path_params["concern_id"]
    now = hub.clock.now()
    async with hub.transaction() as tx:
        holder = await holder_at(request, tx.db)
        if holder.pen is None:
            outside = await access.concern_outside(tx.db, holder, concern_id)
            devices = offered.shown_passkeys(await access.passkeys_of(tx.db, holder))
            return await _locked_page(request, shown.shown_concern(outside, now), devices)
        opened = await handle.look(tx, holder, concern_id)
        context = await _context(tx, holder, opened)
    return await render(
        request,
        template,
        status=status,
        form=form if form.errors else None,
        concern=shown.shown_concern(opened.concern, now),
        whole=opened.whole,
        copy=shown.copy_of(opened),
        ways_on=shown.ways_on(opened),
        review_on=opened.concern.review_on,
        joined_to=opened.concern.joined_to,
        record_parts=offered.record_options(),
        standings=offered.standing_options(),
        **context,
    )


async def _context(tx: Transaction, holder: Holder, opened: OpenConcern) -> dict[str, Any]:
    """What of the page needs the database: names, the item as it stands, the concerns beside it."""
    others = await access.concerns_for_holder(tx.db, holder)
    stands = unmask.unmasking_of(opened, tx.now)
    behind = await unmask.person_behind(tx, opened)
    ids = shown.ids_in(opened) | ({behind, stands.asked_by} - {""})
    names = await people_by_id(tx.db, ids)
    own, card = opened.concern.concern_id, await items.card_of(tx, opened)
    entries = shown.shown_entries(opened, names)
    return {
        "entries": [entry for entry in entries if not entry.is_look],
        "looks": [entry for entry in entries if entry.is_look],
        "item": card,
        "written_to": shown.written_to(correspondence.written_to(opened), names),
        "tasks": tasks.open_tasks(opened),
        "item_acts": offered.item_options(items.acts_for(opened, card)),
        "tellings": shown.tellings_words(opened.tellings, names),
        "others": [shown.shown_concern(o, tx.now) for o in others if o.concern_id != own],
        "unmasking": stands,
        "asked_by": names[stands.asked_by].name if stands.asked_by in names else "",
        "behind": names.get(behind),
        "me": holder.person.person_id,
    }


async def _locked_page(
    request: Request, concern: shown.ShownConcern, devices: list[offered.ShownPasskey]
) -> Response:
    template = "safeguarding/locked.html"
    return await render(request, template, concern=concern, passkeys=devices, form=None)


def verb(kind: type[Draft], act: Verb, *, back: str = "") -> View:
    """A door for one of a concern's forms: read it, do it, and show the concern again.

    `back` is where it leads instead of to the concern.
    """

    async def view(request: Request) -> Response:
        concern_id = request.path_params["concern_id"]
        form = await read_form(request, kind)
        if form.errors:
            return await concern_page(request, form, 422)
        try:
            async with hub_of(request).transaction() as tx:
                holder = await holder_at(request, tx.db)
                await act(tx, holder, concern_id, form.draft)
        except Refused as refusal:
            return await concern_page(request, form.refuse(refusal), 422)
        return RedirectResponse(back or f"{QUEUE}/concerns/{concern_id}?f=done", 303)

    return lead(view)


async def _take(tx: Transaction, holder: Holder, concern_id: str, _draft: Draft) -> None:
    await handle.take(tx, holder, concern_id)


async def _pass_on(tx: Transaction, holder: Holder, concern_id: str, _draft: Draft) -> None:
    await handle.pass_on(tx, holder, concern_id)


async def _record(
    tx: Transaction, holder: Holder, concern_id: str, draft: forms.RecordDraft
) -> None:
    await handle.write_record(tx, holder, concern_id, _fields(draft))


async def _letter(
    tx: Transaction, holder: Holder, concern_id: str, draft: forms.LetterDraft
) -> None:
    await handle.write_letter(tx, holder, concern_id, draft.letter)


async def _close(tx: Transaction, holder: Holder, concern_id: str, draft: forms.CloseDraft) -> None:
    await handle.close(tx, holder, concern_id, outcome=draft.outcome, why=draft.why)


async def _again(tx: Transaction, holder: Holder, concern_id: str, draft: forms.WhyDraft) -> None:
    await handle.open_again(tx, holder, concern_id, draft.reason)


def _morning(day: str) -> datetime | None:
    return datetime.fromisoformat(day).replace(hour=8, tzinfo=UTC) if day else None


async def _review(
    tx: Transaction, holder: Holder, concern_id: str, draft: forms.ReviewDraft
) -> None:
    await handle.set_review(tx, holder, concern_id, _morning(draft.on))


async def _task(tx: Transaction, holder: Holder, concern_id: str, draft: forms.TaskDraft) -> None:
    await tasks.add_task(tx, holder, concern_id, draft.task, on=_morning(draft.task_on))


async def _done(tx: Transaction, holder: Holder, concern_id: str, draft: forms.DoneDraft) -> None:
    await tasks.finish_task(tx, holder, concern_id, draft.number, draft.came_of_it)


async def _hold(tx: Transaction, holder: Holder, concern_id: str, draft: forms.HoldDraft) -> None:
    await handle.hold(tx, holder, concern_id, held=bool(draft.held), why=draft.hold_why)


async def _join(tx: Transaction, holder: Holder, concern_id: str, draft: forms.JoinDraft) -> None:
    await handle.join(tx, holder, concern_id, draft.other)


async def _item(tx: Transaction, holder: Holder, concern_id: str, draft: forms.ItemDraft) -> None:
    await items.act_on_item(tx, holder, concern_id, draft.act, draft.item_why)


def _fields(draft: BaseModel) -> dict[str, str]:
    return {name: str(value) for name, value in draft.model_dump().items() if value}


async def _unmask(
    tx: Transaction, holder: Holder, concern_id: str, draft: forms.UnmaskDraft
) -> None:
    await unmask.unmask(tx, holder, concern_id, draft.unmask_why)


take = verb(Draft, _take)
pass_on = verb(Draft, _pass_on, back=f"{QUEUE}?f=done")
create_record = verb(forms.RecordDraft, _record)
create_letter = verb(forms.LetterDraft, _letter)
close = verb(forms.CloseDraft, _close, back=f"{QUEUE}?f=done")
open_again = verb(forms.WhyDraft, _again)
update_review = verb(forms.ReviewDraft, _review)
create_task = verb(forms.TaskDraft, _task)
finish_task = verb(forms.DoneDraft, _done)
update_hold = verb(forms.HoldDraft, _hold)
join = verb(forms.JoinDraft, _join)
update_item = verb(forms.ItemDraft, _item)
create_unmasking = verb(forms.UnmaskDraft, _unmask)
