"""What templates of lists of meetups are given."""

from __future__ import annotations

from calendar import Calendar
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import date
from typing import Any
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from babel.dates import format_date

from peerhub.core.words import _, language
from peerhub.directory.models import Kind
from peerhub.meetups import shown
from peerhub.meetups.models import KIND_WORDS, MODES, LookedFor, Meetup, MeetupKind

PROGRAMME = "/meetups/programme"
Options = Mapping[Kind, Sequence[tuple[str, str]]]  # (address, words) of what can be chosen


def looked_for(asked: Mapping[str, str], options: Options) -> LookedFor:
    """What stands in the address; what is none of these is not looked for."""
    known: dict[str, set[str]] = {
        "kind": set(MeetupKind),
        "mode": set(MODES),
        "sector": set(dict(options[Kind.SECTOR])),
        "borough": set(dict(options[Kind.BOROUGH])),
    }
    return LookedFor(
        **{name: said for name, of in known.items() if (said := asked.get(name, "")) in of}
    )


def address_of(looked: LookedFor, *, month: str = "", of: str = "/meetups") -> str:
    """Of the list, of a month of it as in 2026-12, or of its large print, with what is looked for."""
    said = {name: one for name, one in {"month": month, **asdict(looked)}.items() if one}
    return f"{of}?{urlencode(said)}" if said else of


def form_of(looked: LookedFor, options: Options) -> dict[str, Any]:
    """What the form that looks for some begins with."""
    return {
        **asdict(looked),
        "looked_for": looked != LookedFor(),
        "kinds": [("", _("Every kind")), *shown.options(KIND_WORDS)],
        "modes": [("", _("Either way")), *shown.mode_options()],
        "sectors": [("", _("Every sector")), *options[Kind.SECTOR]],
        "boroughs": [("", _("Every borough")), *options[Kind.BOROUGH]],
    }


def month(first: date, found: Sequence[Meetup], today: date) -> dict[str, Any]:
    """A month as a table: its weeks from Monday on, each of seven days, None outside the month."""
    by_day: dict[date, list[dict[str, Any]]] = {}
    for one in found:
        day = one.starts_at.astimezone(ZoneInfo(one.zone)).date()
        by_day.setdefault(day, []).append(shown.card(one))
    locale = language().partition("_X")[0]
    weeks = Calendar().monthdatescalendar(first.year, first.month)
    return {
        "name": format_date(first, "LLLL yyyy", locale=locale),
        "weekdays": [format_date(day, "EEEE", locale=locale) for day in weeks[0]],
        "weeks": [
            [
                {
                    "day": day,
                    "number": day.day,
                    "weekday": format_date(day, "EEEE", locale=locale),
                    "today": day == today,
                    "meetups": by_day.get(day, []),
                }
                if day.month == first.month
                else None
                for day in week
            ]
            for week in weeks
        ],
    }
