"""What templates of meetups are given."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from babel.dates import format_date

from peerhub.core.text import to_html
from peerhub.core.words import _, language
from peerhub.directory.models import Kind
from peerhub.meetups.access import Opened
from peerhub.meetups.circled import audience_words
from peerhub.meetups.guests import Comer
from peerhub.meetups.models import (
    ACCESS_WORDS,
    CHOICE_WORDS,
    KIND_WORDS,
    MODES,
    SAID_WORDS,
    WRITTEN_AFTERWARDS,
    AccessFact,
    Choice,
    Meetup,
    Repeats,
    Reply,
    Said,
    Seat,
)
from peerhub.meetups.rules import count_seats


def path_of(meetup_id: str) -> str:
    return f"/meetups/{meetup_id}"


def options(words: Mapping[Any, str]) -> list[tuple[str, str]]:
    """Values of an enum for a form, each with its words."""
    return [(one.value, _(said)) for one, said in words.items()]


def card(meetup: Meetup) -> dict[str, Any]:
    """One line of a list."""
    return {
        "id": meetup.meetup_id,
        "title": meetup.title,
        "kind": _(KIND_WORDS[meetup.kind]),
        "starts_at": meetup.starts_at,
        "weekday": weekday(meetup),
        "where": where_words(meetup),
        "cancelled": meetup.is_cancelled,
        "for_whom": audience_words(meetup),
        "origin": meetup.origin,
    }


def weekday(meetup: Meetup) -> str:
    """People remember days of the week."""
    local = meetup.starts_at.astimezone(ZoneInfo(meetup.zone))
    return format_date(local.date(), "EEEE", locale=language().partition("_X")[0])


def where_words(meetup: Meetup) -> str:
    if meetup.in_person and meetup.online:
        return _("%(place)s, and online") % {"place": meetup.place}
    if not meetup.modes:  # another network's, whose calendar does not say
        return _("Ask them where it is")
    return meetup.place if meetup.in_person else _("Online")


def printed(meetup: Meetup) -> dict[str, Any]:
    """One of a programme on paper: what people need before they set out."""
    return {
        **card(meetup),
        "ends_at": meetup.ends_at,
        "cost": meetup.cost,
        "access": _access_words(meetup),
    }


def _access_words(meetup: Meetup) -> list[tuple[str, str]]:
    """(fact, what is said of it), in the order of the form."""
    return [
        (_(ACCESS_WORDS[fact]), _(SAID_WORDS[Said(meetup.access[fact])]))
        for fact in AccessFact
        if fact in meetup.access
    ]


def page(opened: Opened, titles: Mapping[Kind, Mapping[str, str]]) -> dict[str, Any]:
    """The whole of it, for this reader. `titles`: of sectors and boroughs, by address."""
    meetup = opened.meetup
    return {
        **card(meetup),
        "html": to_html(meetup.about) if meetup.about else "",
        "ends_at": meetup.ends_at,
        "address": meetup.address,
        "link": meetup.link,
        "online": meetup.online,
        "in_person": meetup.in_person,
        "place": meetup.place,
        "sector": titles[Kind.SECTOR].get(meetup.sector, ""),
        "borough": titles[Kind.BOROUGH].get(meetup.borough, ""),
        "cost": meetup.cost,
        "seats": seats_words(meetup),
        "access": _access_words(meetup),
        "guests": meetup.guests,
        "reason": meetup.reason,
        "origin_url": meetup.origin_url,
    }


def afterwards(meetup: Meetup) -> dict[str, Any] | None:
    """What came of it, for its page; None where nothing is written down."""
    if not any(afterwards_values(meetup).values()):
        return None
    written = {name: getattr(meetup, name) for name in WRITTEN_AFTERWARDS}
    return {
        "recording": meetup.recording,
        **{name: {"html": to_html(said) if said else ""} for name, said in written.items()},
    }


def afterwards_values(meetup: Meetup) -> dict[str, str]:
    """What the form begins with."""
    return {name: getattr(meetup, name) for name in (*WRITTEN_AFTERWARDS, "recording")}


def repeats_options() -> list[tuple[str, str]]:
    return [
        ("", _("It takes place once")),
        (Repeats.WEEKLY.value, _("Every week")),
        (Repeats.FORTNIGHTLY.value, _("Every two weeks")),
        (Repeats.MONTHLY.value, _("Every month, on the same weekday: the first Thursday, say")),
    ]


def which_options(meetup: Meetup | None) -> list[tuple[str, str]]:
    """Of a series; nothing to choose for one that takes place once."""
    if meetup is None or not meetup.series_id:
        return []
    return [("one", _("This date alone")), ("later", _("This date and those after it"))]


def counting(meetup: Meetup, now: datetime) -> list[tuple[str, str, str]]:
    """(field, label, what was counted) for each way, once it has begun."""
    if meetup.is_cancelled or meetup.is_held or meetup.starts_at > now:
        return []
    asked = {
        Choice.IN_PERSON: ("came_in_person", _("How many came in person?"), meetup.came_in_person),
        Choice.ONLINE: ("came_online", _("How many came online?"), meetup.came_online),
    }
    known = [asked[mode] for mode in meetup.modes]
    return [(name, label, "" if came is None else str(came)) for name, label, came in known]


def mode_options() -> list[tuple[str, str]]:
    return [(Choice.IN_PERSON.value, _("In person")), (Choice.ONLINE.value, _("Online"))]


def ways(meetup: Meetup) -> list[tuple[str, str]]:
    """In which of the two one can come to this one."""
    return [one for one in mode_options() if Choice(one[0]) in meetup.modes]


def seats_words(meetup: Meetup) -> list[str]:
    """How many can come: of how many do, organisers alone know."""
    words = {
        Choice.IN_PERSON: _("%(n)s seats in person"),
        Choice.ONLINE: _("%(n)s seats online"),
    }
    known = [(mode, meetup.seats(mode)) for mode in meetup.modes]
    return [words[mode] % {"n": seats} for mode, seats in known if seats is not None]


def choices(meetup: Meetup) -> list[tuple[str, str]]:
    """What can be answered to this one."""
    offered = [one for one in Choice if one not in MODES or one in meetup.modes]
    return [(one.value, _(CHOICE_WORDS[one])) for one in offered]


def answering(opened: Opened) -> dict[str, Any]:
    """What the form for an answer begins with, and what was answered before."""
    reply = opened.reply
    return {
        "reply": reply_words(reply),
        "choice": reply.choice.value if reply else "",
        "choices": choices(opened.meetup),
        "accompanied": reply is not None and reply.accompanied,
        "shown": reply is not None and reply.shown,
    }


def reply_words(reply: Reply | None) -> str:
    """What one has answered, and what came of it."""
    if reply is None:
        return ""
    if reply.seat is Seat.WAITING:
        return _("It is full. You are in the line: as soon as a seat is free you are told.")
    if reply.seat is Seat.ASKED:
        return _("You asked to come. Its organisers answer, and then you are told.")
    if reply.seat is Seat.DECLINED:
        return _("The organisers said no to this one.")
    said = {
        Choice.IN_PERSON: _("You have a seat in person."),
        Choice.ONLINE: _("You have a seat online."),
        Choice.PERHAPS: _("You said: perhaps."),
        Choice.NO: _("You said that you cannot come."),
    }
    return said[reply.choice]


def who_comes(
    found: Sequence[tuple[Comer, Reply]], needs: Mapping[str, str | None]
) -> list[dict[str, Any]]:
    """A group for each answer, with how many; the line in its order. `needs`: by their ids."""
    counts = count_seats([reply for _comer, reply in found])
    titles = {
        (Choice.IN_PERSON, Seat.ASKED): _("Asking to come in person"),
        (Choice.ONLINE, Seat.ASKED): _("Asking to come online"),
        (Choice.IN_PERSON, Seat.COMING): _("In person"),
        (Choice.ONLINE, Seat.COMING): _("Online"),
        (Choice.IN_PERSON, Seat.WAITING): _("Waiting for a seat in person"),
        (Choice.ONLINE, Seat.WAITING): _("Waiting for a seat online"),
        (Choice.PERHAPS, Seat.NONE): _("Perhaps"),
        (Choice.NO, Seat.NONE): _("Cannot come"),
        (Choice.IN_PERSON, Seat.DECLINED): _("You said no: in person"),
        (Choice.ONLINE, Seat.DECLINED): _("You said no: online"),
    }
    return [
        {
            "title": title,
            "count": counts[key],
            "asking": key[1] is Seat.ASKED,
            "declined": key[1] is Seat.DECLINED,
            "accompanied": sum(
                reply.accompanied for _comer, reply in found if (reply.choice, reply.seat) == key
            ),
            "people": [
                {
                    "name": comer.name,
                    "handle": comer.handle,
                    "accompanied": reply.accompanied,
                    "needs": needs.get(comer.comer_id, ""),
                }
                for comer, reply in found
                if (reply.choice, reply.seat) == key
            ],
        }
        for key, title in titles.items()
        if counts.get(key)
    ]


def form_values(meetup: Meetup) -> dict[str, Any]:
    """What the form for a change begins with."""
    zone = ZoneInfo(meetup.zone)
    starts, ends = meetup.starts_at.astimezone(zone), meetup.ends_at.astimezone(zone)
    same = ("title", "place", "address", "link", "about", "cost", "sector", "borough")
    return {
        **{name: getattr(meetup, name) for name in same},
        "kind": meetup.kind.value,
        "audience": meetup.audience.value,
        "guests": ["yes"] if meetup.guests else [],
        "network": meetup.circle,
        "space": meetup.circle,
        "modes": [mode.value for mode in meetup.modes],
        "day": starts.date().isoformat(),
        "starts": starts.strftime("%H:%M"),
        "ends": ends.strftime("%H:%M"),
        "seats_in_person": str(meetup.seats_in_person or ""),
        "seats_online": str(meetup.seats_online or ""),
        **meetup.access,
    }
