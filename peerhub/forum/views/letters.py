"""/me/letters: the letters of an imported archive that came from one's own address."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from peerhub.core.errors import NotFound
from peerhub.forum.forms.posts import LettersDraft
from peerhub.forum.service import claim
from peerhub.web.forms import read_form
from peerhub.web.render import render
from peerhub.web.visitor import hub_of, person_of, signed_in

VERBS = {"claim": claim.claim_letters, "give_back": claim.give_back_letters}
MOST_STEPS = 20  # transactions in one request; the page says what is left


@signed_in
async def show_letters(request: Request) -> Response:
    hub = hub_of(request)
    async with hub.reading() as db:
        found = await claim.old_letters(db, hub.keys, person_of(request))
    return await render(request, "forum/letters.html", letters=found)


@signed_in
async def update_letters(request: Request) -> Response:
    form = await read_form(request, LettersDraft)
    if form.errors:
        raise NotFound()
    hub, person = hub_of(request), person_of(request)
    await hub.limits.hit("letters", person.person_id, claim.CLAIM_RATE)
    for _step in range(MOST_STEPS):
        async with hub.transaction() as tx:
            if not await VERBS[form.draft.action](tx, person):
                break
    return RedirectResponse(f"{request.app.url_path_for('forum:letters')}?f=saved", 303)
