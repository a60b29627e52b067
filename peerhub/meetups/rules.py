"""What may be announced, who gets a seat, and who sees what of a meetup: pure, no await."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import fields, replace
from datetime import datetime

from peerhub.core.errors import Refused
from peerhub.core.words import _
from peerhub.meetups.dates import moved_like
from peerhub.meetups.models import (
    FURTHEST,
    LONGEST,
    MODES,
    Along,
    Audience,
    Choice,
    Meetup,
    Reply,
    Seat,
)


def check_meetup(meetup: Meetup, now: datetime) -> None:
    """Refused, at the field that is wrong, for what nobody could come to."""
    if not meetup.modes:
        raise Refused(_("Say how people can come: in person, online, or both."), field="modes")
    if meetup.in_person and not meetup.place:
        raise Refused(_("Say where it is, as in “Brixton, a community hall”."), field="place")
    if meetup.guests and meetup.audience is not Audience.PUBLIC:
        raise Refused(
            _("People without an account can only come where everybody may read of it."),
            field="guests",
        )
    if meetup.ends_at <= meetup.starts_at:
        raise Refused(_("It ends before it begins. Look at the times again."), field="ends")
    if meetup.ends_at - meetup.starts_at > LONGEST:
        raise Refused(_("It would last more than two weeks. Announce several."), field="ends")
    if meetup.starts_at <= now:
        raise Refused(_("That day or time is over. Choose one that is to come."), field="day")
    if meetup.starts_at - now > FURTHEST:
        raise Refused(_("That is more than two years ahead. Choose a day before."), field="day")


def check_brought(meetup: Meetup, now: datetime) -> None:
    """Of another network's: what no calendar of ours could hold."""
    if meetup.ends_at - meetup.starts_at > LONGEST:
        raise Refused(_("It lasts more than two weeks."))
    if meetup.starts_at - now > FURTHEST:
        raise Refused(_("It is more than two years ahead."))


def check_ours(meetup: Meetup) -> None:
    """Nobody here could tell another network who comes."""
    if meetup.origin:
        raise Refused(_("Another network announced this one. Say there whether you come."))


def check_guests(meetup: Meetup) -> None:
    """Whether somebody without an account can come."""
    if not (meetup.guests and meetup.audience is Audience.PUBLIC) or meetup.origin:
        raise Refused(_("This one is for people with an account here. Join the hub, or sign in."))


def check_not_held(meetup: Meetup) -> None:
    """Whether others can read of it."""
    if meetup.is_held:
        raise Refused(_("It waits for a moderator. Until then only you see it, and can change it."))


def check_open(meetup: Meetup, now: datetime) -> None:
    """Whether anybody can still answer."""
    check_not_held(meetup)
    check_not_over(meetup, now)


def check_not_over(meetup: Meetup, now: datetime) -> None:
    """Whether it can still be changed."""
    if meetup.is_cancelled:
        raise Refused(_("It is cancelled."))
    if meetup.ends_at <= now:
        raise Refused(_("It is over."))


def check_begun(meetup: Meetup, now: datetime) -> None:
    """Whether anybody can have come."""
    if meetup.is_cancelled:
        raise Refused(_("It is cancelled."))
    if meetup.is_held or meetup.starts_at > now:
        raise Refused(_("It has not begun. Count when people are there."))


def is_over(meetup: Meetup, now: datetime) -> bool:
    """Whether it took place."""
    return not (meetup.is_cancelled or meetup.is_held) and meetup.ends_at <= now


def check_over(meetup: Meetup, now: datetime) -> None:
    """Whether anything can have come of it."""
    if meetup.is_cancelled:
        raise Refused(_("It is cancelled."))
    if not is_over(meetup, now):
        raise Refused(_("It is not over. Come back when it is."))


def check_choice(meetup: Meetup, choice: Choice) -> None:
    if choice in MODES and choice not in meetup.modes:
        raise Refused(_("One cannot come to this one that way."), field="choice")


def check_may_ask(meetup: Meetup, before: Reply | None) -> None:
    """A no of the organisers stands until they say yes: nobody has to hear the same question again."""
    declined = before is not None and before.seat is Seat.DECLINED
    if declined and meetup.audience is Audience.APPROVAL:
        raise Refused(_("The organisers said no to this one. Look at the other meetups."))


def is_let_in(meetup: Meetup, before: Reply | None, *, organises: bool) -> bool:
    """Whether somebody comes without being asked about: their own, or a yes that still stands."""
    if meetup.audience is not Audience.APPROVAL or organises:
        return True
    return before is not None and before.seat in (Seat.COMING, Seat.WAITING)


def seat_for(
    meetup: Meetup, choice: Choice, others: Iterable[Reply], *, let_in: bool = True
) -> Seat:
    """What a new answer gets: nobody overtakes those who wait already."""
    if choice not in MODES:
        return Seat.NONE
    if not let_in:
        return Seat.ASKED
    seats, same = meetup.seats(choice), [one for one in others if one.choice is choice]
    coming = sum(one.seat is Seat.COMING for one in same)
    waiting = any(one.seat is Seat.WAITING for one in same)
    full = seats is not None and coming >= seats
    return Seat.WAITING if full or waiting else Seat.COMING


def who_moves_up(meetup: Meetup, replies: Sequence[Reply]) -> list[Reply]:
    """The answers that get a seat now, in the order of their line; each as it is from then on."""
    moved: list[Reply] = []
    for mode in meetup.modes:
        taken = (Seat.COMING, Seat.WAITING)
        same = [one for one in replies if one.choice is mode and one.seat in taken]
        line = sorted(
            (one for one in same if one.seat is Seat.WAITING), key=lambda r: (r.at, r.person_id)
        )
        seats = meetup.seats(mode)
        free = len(line) if seats is None else seats - (len(same) - len(line))
        moved += [replace(one, seat=Seat.COMING) for one in line[: max(free, 0)]]
    return moved


def sees_address(meetup: Meetup, reply: Reply | None, *, organises: bool) -> bool:
    """The street and the door are for whoever has a seat there."""
    return organises or _comes(reply, Choice.IN_PERSON)


def sees_link(meetup: Meetup, reply: Reply | None, *, organises: bool) -> bool:
    """The joining link is for whoever comes online."""
    return organises or _comes(reply, Choice.ONLINE)


def _comes(reply: Reply | None, mode: Choice) -> bool:
    return reply is not None and reply.choice is mode and reply.seat is Seat.COMING


def has_seat(reply: Reply | None) -> bool:
    """By either way."""
    return reply is not None and reply.seat is Seat.COMING


def is_in_calendar(reply: Reply) -> bool:
    """Whether somebody's own calendar shows it."""
    return reply.choice is not Choice.NO and reply.seat is not Seat.DECLINED


def with_along(reply: Reply, before: Reply | None, along: Along | None) -> Reply:
    """The answer with what is said beside a yes, as before where nothing is said of it."""
    if reply.choice not in MODES:
        return replace(reply, accompanied=False, shown=False)
    said = along or before or reply
    return replace(reply, accompanied=said.accompanied, shown=said.shown)


def changed_like(before: Meetup, after: Meetup, other: Meetup) -> Meetup:
    """A later date of the series with the same change, and whatever else is different there."""
    changed = {
        one.name: getattr(after, one.name)
        for one in fields(Meetup)
        if getattr(after, one.name) != getattr(before, one.name)
    }
    if "starts_at" in changed or "ends_at" in changed:
        moved = moved_like(before, after, other)
        changed |= {"starts_at": moved.starts_at, "ends_at": moved.ends_at}
    return replace(other, **changed)


def told_of_change(before: Meetup, after: Meetup) -> bool:
    """Whether those who answered must know: when, where or how it is has changed."""
    named = ("starts_at", "ends_at", "in_person", "online", "place", "address", "link")
    return any(getattr(before, name) != getattr(after, name) for name in named)


def left_behind(meetup: Meetup, replies: Collection[Reply]) -> list[Reply]:
    """Answers for a way of coming that is offered no more."""
    return [one for one in replies if one.choice in MODES and one.choice not in meetup.modes]


def count_seats(replies: Iterable[Reply]) -> dict[tuple[Choice, Seat], int]:
    """How many have answered what."""
    return Counter((one.choice, one.seat) for one in replies)


def for_everybody(meetup: Meetup) -> Meetup:
    """Without what is for those who come."""
    return replace(meetup, address="", link="")


def for_one(meetup: Meetup, reply: Reply | None, *, organises: bool) -> Meetup:
    """With what their seat shows them."""
    address = meetup.address if sees_address(meetup, reply, organises=organises) else ""
    link = meetup.link if sees_link(meetup, reply, organises=organises) else ""
    return replace(meetup, address=address, link=link)
