"""A moderator passes what they look at to the leads, in one step, and sees nothing of what follows."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from peerhub.moderation.access import case_for_moderator, check_not_own
from peerhub.moderation.safeguarding.service.raise_for import raise_for_case
from peerhub.web.visitor import guarded, hub_of, person_of


@guarded("moderator", "reviewer")
async def pass_case(request: Request) -> Response:
    """The case itself stays theirs to decide: a rule may be broken as well."""
    case_id, person = request.path_params["case_id"], person_of(request)
    async with hub_of(request).transaction() as tx:
        case = await case_for_moderator(tx.db, person, case_id)
        await check_not_own(tx.db, tx.keys, tx.contents, person, case)
        await raise_for_case(tx, person.person_id, case.item)
    return RedirectResponse(f"/moderation/cases/{case_id}?f=passed", 303)
