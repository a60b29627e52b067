"""The JSON doors of moderation: report an item, read the queue that one may decide."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel
from starlette.requests import Request
from starlette.responses import Response

from peerhub.core.clock import to_iso
from peerhub.core.items import ItemCard, ItemRef
from peerhub.core.keys import new_id
from peerhub.moderation import access
from peerhub.moderation.forms import ReportDraft
from peerhub.moderation.models import NO_TALLY, Case, Tally
from peerhub.moderation.service.report import limit_reports
from peerhub.moderation.service.report import report as report_item
from peerhub.web.api import (
    Endpoint,
    JsonAnswer,
    from_cursor,
    idempotency_key,
    page_limit,
    page_of,
    read_json,
    to_cursor,
)
from peerhub.web.visitor import even_frozen, guarded, hub_of, person_of, signed_in


class ReportAnswer(BaseModel):
    """The report's reference: the same one for every retry."""

    reference: str


class QueueItem(BaseModel):
    """The item that a case is about, as it stands now."""

    kind: str
    id: str
    author: str
    html: str
    at: str
    path: str
    state: str


class CaseItem(BaseModel):
    """One case; `item` is absent where it is gone. Notes of reporters are on the case's page only."""

    id: str
    kind: str
    opened_at: str
    place: str
    reasons: list[str]
    reports: int
    path: str
    item: QueueItem | None = None


class CasePage(BaseModel):
    items: list[CaseItem]
    next: str | None = None


@signed_in
@even_frozen
async def api_create_report(request: Request) -> Response:
    key = idempotency_key(request) or new_id()
    draft = await read_json(request, ReportDraft)
    hub, person = hub_of(request), person_of(request)
    item = ItemRef(draft.kind, draft.id)
    await limit_reports(hub, person.person_id, item, draft.reason)
    async with hub.transaction() as tx:
        reference = await report_item(
            tx,
            person,
            item=item,
            reason=draft.reason,
            note=draft.note,
            client_id=key,
        )
    return JsonAnswer({"reference": reference}, 201)


@guarded("moderator", "reviewer")
async def api_list_queue(request: Request) -> Response:
    """Oldest first; never a case about oneself or of one's own report."""
    hub, limit = hub_of(request), page_limit(request)
    cursor = from_cursor(request, [str])
    async with hub.reading() as db:
        found = await access.cases_for_moderator(
            db, person_of(request), after=cursor[0] if cursor else None, limit=limit + 1
        )
        page = found[:limit]
        last = to_cursor(page[-1].case_id) if len(found) > limit else None
        page = await access.not_own(db, hub.keys, hub.contents, person_of(request), page)
        cards = await access.cards_for_moderator(db, hub.contents, page)
        said = await access.tallies_for_moderator(db, page, hub.clock.now())
    items = [_fields(one, cards[one.case_id], said.get(one.case_id, NO_TALLY)) for one in page]
    return page_of(items, last)


def _fields(case: Case, card: ItemCard | None, said: Tally) -> dict[str, Any]:
    fields: dict[str, Any] = {
        "id": case.case_id,
        "kind": case.kind,
        "opened_at": to_iso(case.opened_at),
        "place": case.place,
        "reasons": list(said.reasons),
        "reports": said.reports,
        "path": f"/moderation/cases/{case.case_id}",
    }
    if card:
        fields["item"] = {
            "kind": card.ref.kind,
            "id": card.ref.id,
            "author": card.author_name,
            "html": card.html,
            "at": card.at,
            "path": card.path,
            "state": card.state,
        }
    return fields


endpoints = [
    Endpoint("POST", "/reports", api_create_report, "Report a message, post, file or person", "write",
             ReportAnswer, takes=ReportDraft, status=201),
    Endpoint("GET", "/moderation/queue", api_list_queue, "What waits for you to decide",
             "moderate", CasePage, query=("cursor", "limit")),
]  # fmt: skip
