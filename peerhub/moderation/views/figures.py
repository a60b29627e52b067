"""/figures: what is published about moderation, for members, the public and the funder."""

from __future__ import annotations

from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from peerhub.core.errors import NotFound
from peerhub.core.words import _, ngettext
from peerhub.moderation.figures import Group, figures_for_anyone, names_opened
from peerhub.moderation.models import CaseKind, DecisionOutcome
from peerhub.web.render import render
from peerhub.web.visitor import hub_of, public

FIRST_YEAR = 2026  # nobody ran a hub before


@public
async def show_figures(request: Request) -> Response:
    """Of one year, this one unless another is named."""
    hub = hub_of(request)
    now = hub.clock.now().year
    years = [str(one) for one in range(now, FIRST_YEAR - 1, -1)]
    year = request.query_params.get("year", years[0])
    if year not in years:
        raise NotFound()
    async with hub.reading() as db:
        found = await figures_for_anyone(db, int(year))
        opened = await names_opened(db, int(year))
    longest = max((n or 0 for group in found for n in group.ends.values()), default=0) or 1
    return await render(
        request,
        "moderation/figures.html",
        year=year,
        names_opened=_("fewer than five") if opened is None else str(opened),
        groups=[_group(group, longest) for group in found],
        years=[one for one in years if one != year],
    )


def _group(group: Group, longest: int) -> dict[str, Any]:
    """A table of its own; the length of a bar is in hundredths of the longest of all."""
    title, words = _words()[group.kind]
    total = str(group.total) if group.whole else _("at least %(n)d") % {"n": group.total}
    ends = [
        {
            "words": words.get(outcome, _("Not decided yet")),
            "number": _("fewer than five") if number is None else str(number),
            "length": 100 * (number or 0) // longest,
        }
        for outcome, number in group.ends.items()
    ]
    return {
        "title": title,
        "ends": ends,
        "total": total if group.total else _("few or none"),
        "took": _("too few to say") if group.days is None else _days(group.days),
    }


def _words() -> dict[CaseKind, tuple[str, dict[DecisionOutcome | None, str]]]:
    return {
        CaseKind.REPORT: (
            _("Reported"),
            {
                DecisionOutcome.LEAVE: _("Left as it was"),
                DecisionOutcome.EDIT: _("Its author was asked to change it"),
                DecisionOutcome.REMOVE: _("Removed"),
                DecisionOutcome.LOCK: _("Its conversation was locked"),
                DecisionOutcome.RESTORE: _("Removed or locked, and undone by a moderator"),
            },
        ),
        CaseKind.HOLD: (
            _("Held before anybody read it"),
            {
                DecisionOutcome.RELEASE: _("Released"),
                DecisionOutcome.EDIT: _("Its author was asked to change it"),
                DecisionOutcome.REMOVE: _("Removed"),
                DecisionOutcome.RESTORE: _("Removed, and shown by a moderator later"),
            },
        ),
        CaseKind.APPEAL: (
            _("Appeals"),
            {
                DecisionOutcome.RESTORE: _("The decision was overturned"),
                DecisionOutcome.UPHOLD: _("The decision stood"),
            },
        ),
    }


def _days(days: float) -> str:
    """2.5 days; in hours below one day."""
    if days < 1:
        hours = max(round(days * 24), 1)
        return ngettext("%(n)d hour", "%(n)d hours", hours) % {"n": hours}
    return _("%(n)s days") % {"n": f"{round(days, 1):g}"}
