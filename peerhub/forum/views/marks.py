"""Read marks: moved by the pages that a thread serves, and by "I have read all of this"."""

from __future__ import annotations

from starlette.background import BackgroundTask
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from peerhub.core.errors import HubError, NotFound
from peerhub.core.hub import Hub
from peerhub.forum.forms.posts import ReadDraft
from peerhub.forum.models import ReadingWay
from peerhub.forum.service import read
from peerhub.people.models import Person
from peerhub.web.forms import read_form
from peerhub.web.visitor import even_frozen, hub_of, person_of, signed_in, visitor_of


def after_reading(
    request: Request, thread_id: str, number: int, way: ReadingWay | None
) -> BackgroundTask | None:
    """What is kept once the page is on its way: up to where it was read, and how.

    Nothing for strangers, and nothing for a page that a browser fetches before anybody asks.
    """
    person = visitor_of(request)
    purpose = request.headers.get("sec-purpose", "")
    if person is None or request.method != "GET" or "prefetch" in purpose:
        return None
    if not number and way is None:
        return None
    return BackgroundTask(_keep, hub_of(request), person, thread_id, number, way)


async def _keep(
    hub: Hub, person: Person, thread_id: str, number: int, way: ReadingWay | None
) -> None:
    try:
        async with hub.transaction() as tx:
            if number:
                await read.mark_read(tx, person, thread_id, number)
            if way is not None:
                await read.choose_reading(tx, person, way)
    except HubError:
        return  # the page was served; a mark that could not be kept is moved by the next one


@signed_in
@even_frozen
async def mark_all_read(request: Request) -> Response:
    """A board, or all of them; then back to where the button stands."""
    form = await read_form(request, ReadDraft)
    if form.errors:
        raise NotFound()
    board = form.draft.board
    async with hub_of(request).transaction() as tx:
        await read.mark_all_read(tx, person_of(request), board)
    return RedirectResponse(f"/forum/{board}?f=saved" if board else "/forum?f=saved", 303)
