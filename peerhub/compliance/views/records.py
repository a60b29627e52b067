"""/admin/compliance: the file that the law asks for, page by page and as one document."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from peerhub.community.access import community_for_anyone
from peerhub.compliance import access
from peerhub.compliance.forms import DRAFTS, RecordDraft
from peerhub.compliance.law import Entry, Read, read_law
from peerhub.compliance.models import FIELDS, Record, Standing, Topic
from peerhub.compliance.published import published_for_administrator
from peerhub.compliance.rules import find_entry
from peerhub.compliance.service import records as service
from peerhub.compliance.shown import Row, parts_of, row_of
from peerhub.core.errors import Refused
from peerhub.core.words import _
from peerhub.moderation.complaints import ANSWERS, KINDS, Answer
from peerhub.moderation.heard import complaints_on_record
from peerhub.people.access import people_by_id
from peerhub.web.forms import Form, empty_form, read_form
from peerhub.web.render import render
from peerhub.web.visitor import guarded, hub_of, person_of

FILE_NAME = "records-for-the-law.html"


async def _file(request: Request) -> dict[str, Any]:
    """Everything there is in the file."""
    hub, read = hub_of(request), read_law(hub_of(request).config)
    async with hub.reading() as db:
        found = await access.records_for_administrator(db, person_of(request))
        who = {record.made_by for versions in found.values() for record in versions}
        people = await people_by_id(db, who)
    names = {person_id: person.name for person_id, person in people.items()}
    now = hub.clock.now()
    parts = parts_of(found, law=read.law, names=names, now=now)
    rows = [row for part in parts for row in part.rows]
    complaints = await _complaints(request)
    return {
        "complaints": complaints,
        "read": read,
        "law": read.law,
        "parts": parts,
        "counts": _counts(rows),
        "made_at": now,
    }


def _counts(rows: Sequence[Row]) -> Mapping[str, int]:
    """How many pages stand how, by the name of the standing."""
    return {each.value: sum(row.standing is each for row in rows) for each in Standing}


async def _complaints(request: Request) -> list[dict[str, Any]]:
    """Each with its dates, who handled it, and what came of it; without a complainant's words."""
    hub = hub_of(request)
    async with hub.reading() as db:
        found = await complaints_on_record(db, hub.keys, person_of(request))
    return [
        {
            "reference": one.complaint.reference,
            "kind": _(KINDS[one.complaint.kind]),
            "at": one.complaint.at,
            "acknowledged_at": one.complaint.acknowledged_at,
            "answered_at": one.complaint.answered_at,
            "outcome": _(ANSWERS[Answer(one.complaint.answer)]) if one.complaint.answer else "",
            "handler": one.handler,
            "answer": one.answer,
        }
        for one in found
    ]


@guarded("administrator")
async def show_compliance(request: Request) -> Response:
    return await render(request, "compliance/index.html", **await _file(request))


@guarded("administrator")
async def show_file(request: Request) -> Response:
    """All of it, every version too, to print."""
    return await render(request, "compliance/file.html", **await _whole(request))


@guarded("administrator")
async def download_file(request: Request) -> Response:
    """The same as a page that needs no hub."""
    headers = {"Content-Disposition": f'attachment; filename="{FILE_NAME}"'}
    return await render(
        request, "compliance/file_alone.html", headers=headers, **await _whole(request)
    )


async def _whole(request: Request) -> dict[str, Any]:
    async with hub_of(request).reading() as db:
        community = await community_for_anyone(db)
        published = await published_for_administrator(db, person_of(request))
    return {**await _file(request), "hub_name": community.name, "published": published}


def _found(request: Request) -> tuple[Read, Topic, Entry]:
    read, named = read_law(hub_of(request).config), request.path_params
    return read, *find_entry(read.law, named["topic"], named["key"])


async def _row(request: Request) -> tuple[Read, Row]:
    hub = hub_of(request)
    read, topic, entry = _found(request)
    async with hub.reading() as db:
        versions = await access.versions_for_administrator(db, person_of(request), topic, entry.id)
        people = await people_by_id(db, {record.made_by for record in versions})
    names = {person_id: person.name for person_id, person in people.items()}
    row = row_of(topic, entry, versions, law=read.law, names=names, now=hub.clock.now())
    return read, row


@guarded("administrator")
async def show_record(request: Request) -> Response:
    read, row = await _row(request)
    return await render(request, "compliance/record.html", row=row, law=read.law)


async def _writing_page(request: Request, form: Form[Any], status: int = 200) -> Response:
    read, row = await _row(request)
    return await render(
        request,
        "compliance/new_record.html",
        status=status,
        form=form,
        row=row,
        law=read.law,
        questions=FIELDS[row.topic],
    )


@guarded("administrator")
async def new_record(request: Request) -> Response:
    """Begins with the answers that stand; the day of the next review is asked anew."""
    _read, row = await _row(request)
    if row.newest is None:
        return await _writing_page(request, empty_form(seen=0))
    newest = row.newest.record
    values = {**newest.fields, "review_on": "", "seen": newest.version}
    return await _writing_page(request, empty_form(**values))


@guarded("administrator")
async def create_record(request: Request) -> Response:
    read, topic, entry = _found(request)
    hub, form = hub_of(request), await read_form(request, DRAFTS[topic])
    if form.errors:
        return await _writing_page(request, form, 422)
    record = _record(request, form.draft, topic, entry.id, read.law.edition)
    try:
        async with hub.transaction() as tx:
            await service.keep(tx, record)
    except Refused as refusal:
        form.refuse(refusal).values["seen"] = await _newest_number(request)
        return await _writing_page(request, form, 422)
    return RedirectResponse(f"/admin/compliance/{topic}/{entry.id}?f=saved", 303)


async def _newest_number(request: Request) -> int:
    """What was written stays on the screen; sent again, it follows the version that came first."""
    _read, row = await _row(request)
    return row.newest.record.version if row.newest else 0


def _record(request: Request, draft: RecordDraft, topic: Topic, key: str, edition: str) -> Record:
    return Record(
        topic=topic,
        key=key,
        version=draft.seen + 1,
        edition=edition,
        fields=draft.answers(),
        reason=draft.reason,
        made_at=hub_of(request).clock.now(),
        made_by=person_of(request).person_id,
    )
