"""/me/letters: the letters of an imported archive that came from an address of one's own."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from peerhub.core.errors import NotFound, Refused
from peerhub.forum.forms.posts import AddressDraft, LettersDraft
from peerhub.forum.service import claim
from peerhub.web.forms import Form, empty_form, read_form
from peerhub.web.render import render
from peerhub.web.visitor import even_frozen, hub_of, person_of, signed_in

VERBS = {"claim": claim.claim_letters, "give_back": claim.give_back_letters}
MOST_STEPS = 20  # transactions in one request; the page says what is left


@signed_in
async def show_letters(request: Request) -> Response:
    return await _page(request, empty_form())


@signed_in
@even_frozen
async def update_letters(request: Request) -> Response:
    form = await read_form(request, LettersDraft)
    if form.errors:
        raise NotFound()
    hub, person, proven = hub_of(request), person_of(request), _proven(request)
    await hub.limits.hit("letters", person.person_id, claim.CLAIM_RATE)
    for _step in range(MOST_STEPS):
        async with hub.transaction() as tx:
            if not await VERBS[form.draft.action](tx, person, proven):
                break
    return RedirectResponse(f"{request.url.path}?f=saved", 303)


@signed_in
async def create_link(request: Request) -> Response:
    """The answer is the same whatever the address is: its letter says the rest."""
    form = await read_form(request, AddressDraft)
    if not form.errors:
        try:
            await claim.ask_link(hub_of(request), person_of(request), form.draft.email)
            return RedirectResponse(f"{request.app.url_path_for('forum:letters')}?f=sent", 303)
        except Refused as refused:
            form.refuse(refused)
    return await _page(request, form, 422)


def _proven(request: Request) -> str | None:
    """The address that the link proves by which this page was opened; None for one's own page."""
    secret, hub = request.path_params.get("secret"), hub_of(request)
    if secret is None:
        return None
    return claim.proven_address(hub.keys, person_of(request), secret, hub.clock.now())


async def _page(request: Request, form: Form[AddressDraft], status: int = 200) -> Response:
    hub, proven = hub_of(request), _proven(request)
    async with hub.reading() as db:
        found = await claim.old_letters(db, hub.keys, person_of(request), proven)
    return await render(
        request,
        "forum/letters.html",
        status=status,
        letters=found,
        proven=proven is not None,
        form=form,
    )
