"""What templates of meetups are given of whom one is for."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy.ext.asyncio import AsyncConnection

from peerhub.core.words import _
from peerhub.meetups.audiences import Circle, circles_of_person, open_among
from peerhub.meetups.models import Audience, Meetup
from peerhub.people.models import Person


def audience_words(meetup: Meetup) -> list[str]:
    """Beside its title in lists and on its page; none for one that is everybody's."""
    words = {
        Audience.PUBLIC: [],
        Audience.MEMBERS: [_("for members")],
        Audience.APPROVAL: [_("for members"), _("its organisers say yes to each who comes")],
        Audience.NETWORK: [_("for a network")],
        Audience.SPACE: [_("for a room or a board")],
    }
    return words[meetup.audience]


async def circle_of(db: AsyncConnection, person: Person | None, meetup: Meetup) -> Circle | None:
    """For whom it is, by name; None for every other audience, and for an organiser who is not of it."""
    return (await open_among(db, person, [meetup.circle])).get(meetup.circle)


async def choosing(db: AsyncConnection, person: Person, meetup: Meetup | None) -> dict[str, Any]:
    """What the form offers: audiences, networks and spaces. Of rooms and boards those that are not
    open to every member; what a meetup is for already may stay.
    """
    found = [one for one in await circles_of_person(db, person) if one.closed]
    now = meetup.circle if meetup else ""
    if now and now not in {one.key for one in found}:
        found.append(Circle(now, _("As it is now"), ""))
    networks = _options(found, Audience.NETWORK)
    spaces = _options(found, Audience.SPACE)
    return {
        "audiences": [
            ("members", _("Members of this hub")),
            ("public", _("Everybody, also without an account")),
            (
                "approval",
                _("Members; I say yes or no to each who wants to come"),
                _("The address and the link are shown after a yes."),
            ),
            *([("network", _("Those of a network"))] if networks else []),
            *([("space", _("Those of a room or a board"))] if spaces else []),
        ],
        "networks": networks,
        "spaces": spaces,
    }


def _options(found: Sequence[Circle], audience: Audience) -> list[tuple[str, str]]:
    own = [(one.key, one.title) for one in found if one.audience is audience]
    return [("", _("None")), *own] if own else []
