"""Duties of meetups: tell those who answered, once for each change; letters for who has no account."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from peerhub.community.access import community_for_anyone
from peerhub.core.clock import to_iso
from peerhub.core.events import (
    BelongingMade,
    GuestAsked,
    GuestTold,
    GuestUnanswered,
    MeetupChanged,
    MeetupLetterDue,
    MeetupNear,
    MeetupOver,
    MeetupPublished,
    OrganiserAdded,
    SeatAsked,
    SeatDecided,
    SeatGiven,
)
from peerhub.core.mailer import Mail
from peerhub.core.transaction import Transaction
from peerhub.core.words import _
from peerhub.directory.followed import followers_to_tell, still_by_mail, stop_path
from peerhub.meetups import letters, news
from peerhub.meetups.access import answers_to_tell, organisers_to_tell, reminders_of
from peerhub.meetups.guests import Guest
from peerhub.meetups.letters import asked_lines, told_lines
from peerhub.meetups.models import Ahead, Meetup, Seat
from peerhub.meetups.rules import is_in_calendar
from peerhub.meetups.service.guests import forget_guests, forget_unanswered, place_of
from peerhub.meetups.service.respond import forget_needs
from peerhub.meetups.welcomed import guest_path, guest_to_write_to, guests_to_tell
from peerhub.notifications.models import NoticeKind
from peerhub.notifications.service import notify
from peerhub.people.access import address_for_mail
from peerhub.people.letters import letter

FOR_GUESTS = frozenset({Ahead.DAY})
PORTION = 100  # followers told in one transaction
ONE_CLICK = "List-Unsubscribe=One-Click"  # RFC 8058


async def mail_guest_asked(tx: Transaction, event: GuestAsked) -> Mail | None:
    """With the one link that a guest has; None where they said no meanwhile."""
    guest = await guest_to_write_to(tx.db, event.guest_id, tx.now)
    return await _mail(tx, guest, asked_lines(_link(tx, guest))) if guest else None


async def mail_guest_told(tx: Transaction, event: GuestTold) -> Mail | None:
    """None where they do not come any more."""
    guest = await guest_to_write_to(tx.db, event.guest_id, tx.now)
    if guest is None:
        return None
    return await _mail(tx, guest, told_lines(NoticeKind(event.notice), _link(tx, guest)))


def _link(tx: Transaction, guest: Guest) -> str:
    return f"{tx.config.address}{guest_path(tx.keys, guest.guest_id)}"


async def _mail(tx: Transaction, guest: Guest, lines: Sequence[str]) -> Mail:
    address = tx.keys.unseal(guest.address, about=place_of(guest.guest_id))
    name = (await community_for_anyone(tx.db)).name
    return letter(address, _("about a meetup"), *lines, hub=name, address=tx.config.address)


async def on_guest_unanswered(tx: Transaction, event: GuestUnanswered) -> None:
    await forget_unanswered(tx, event.guest_id)


@dataclass(frozen=True)
class _News:
    """What is told of a meetup, once for each key. `path`: where it leads, "" for its own page."""

    meetup: Meetup
    kind: NoticeKind
    key: str
    path: str = ""
    words: Mapping[str, str] = field(default_factory=dict)


async def _tell(tx: Transaction, news: _News, *told: str) -> None:
    """A notice for a member, a letter for a guest, by their ids."""
    meetup, guests = news.meetup, await guests_to_tell(tx.db, news.meetup.meetup_id)
    path = news.path or f"/meetups/{meetup.meetup_id}"
    for one in told:
        if one in guests:
            tx.record(GuestTold(one, news.kind.value, news.key))
            continue
        await notify(tx, one, news.kind, key=news.key, path=path, title=meetup.title, **news.words)


async def on_changed(tx: Transaction, event: MeetupChanged) -> None:
    """Everybody who has not said no; who organises it did it."""
    found = await answers_to_tell(tx.db, event.meetup_id)
    if found is None or found[0].sequence != event.sequence:
        return  # a later change has a duty of its own
    meetup, replies = found
    removed = meetup.removed_at is not None
    gone = removed or meetup.is_cancelled
    kind = NoticeKind.MEETUP_CANCELLED if gone else NoticeKind.MEETUP_CHANGED
    reason = _("A moderator took it down.") if removed else meetup.reason
    news = _News(
        meetup,
        kind,
        f"meetup:{meetup.meetup_id}:{meetup.sequence}",
        path="/meetups" if removed else "",
        words={"reason": reason} if gone else {},
    )
    answered = [one.person_id for one in replies if is_in_calendar(one)]
    await _tell(tx, news, *(one for one in answered if one != meetup.announced_by))


async def on_seat_given(tx: Transaction, event: SeatGiven) -> None:
    """Whoever waited can come now, if they still want to and it still takes place."""
    found = await answers_to_tell(tx.db, event.meetup_id)
    if found is None or found[0].is_cancelled or found[0].removed_at is not None:
        return
    meetup, replies = found
    if any(r.person_id == event.person_id and r.seat is Seat.COMING for r in replies):
        key = f"seat:{meetup.meetup_id}:{event.stamp}"
        await _tell(tx, _News(meetup, NoticeKind.MEETUP_SEAT, key), event.person_id)


async def on_seat_asked(tx: Transaction, event: SeatAsked) -> None:
    """Its organisers decide; who asks stands on the meetup's own page, not in a notice."""
    found = await answers_to_tell(tx.db, event.meetup_id)
    if found is None or found[0].is_cancelled or found[0].removed_at is not None:
        return
    meetup, replies = found
    if not any(r.person_id == event.person_id and r.seat is Seat.ASKED for r in replies):
        return
    news = _News(
        meetup,
        NoticeKind.MEETUP_ASKED,
        f"asked:{meetup.meetup_id}:{event.person_id}:{event.stamp}",
        path=f"/meetups/{meetup.meetup_id}/people",
    )
    await _tell(tx, news, *await organisers_to_tell(tx.db, event.meetup_id))


async def on_seat_decided(tx: Transaction, event: SeatDecided) -> None:
    """Whoever asked hears what the organisers said, as it stands now."""
    found = await answers_to_tell(tx.db, event.meetup_id)
    if found is None or found[0].is_cancelled or found[0].removed_at is not None:
        return
    meetup, replies = found
    reply = next((one for one in replies if one.person_id == event.person_id), None)
    told = {
        Seat.COMING: NoticeKind.MEETUP_YES,
        Seat.WAITING: NoticeKind.MEETUP_LINE,
        Seat.DECLINED: NoticeKind.MEETUP_NO,
    }
    if reply is not None and reply.seat in told:
        key = f"decided:{meetup.meetup_id}:{event.stamp}"
        await _tell(tx, _News(meetup, told[reply.seat], key), event.person_id)


async def on_near(tx: Transaction, event: MeetupNear) -> None:
    """Who has a seat, and wants to hear so long before. A late duty reminds nobody of what began."""
    found = await answers_to_tell(tx.db, event.meetup_id)
    if found is None or found[0].is_cancelled or found[0].removed_at is not None:
        return
    meetup, replies = found
    if to_iso(meetup.starts_at) != event.starts or meetup.starts_at <= tx.now:
        return
    coming = [one.person_id for one in replies if one.seat is Seat.COMING]
    chosen = await reminders_of(tx.db, coming)
    # A guest has no page to choose on: one letter, the day before.
    chosen |= dict.fromkeys(await guests_to_tell(tx.db, meetup.meetup_id), FOR_GUESTS)
    news = _News(
        meetup,
        NoticeKind.MEETUP_NEAR,
        f"near:{meetup.meetup_id}:{event.hours}:{event.starts}",
        words={"hours": str(event.hours)},
    )
    await _tell(tx, news, *(one for one in coming if Ahead(event.hours) in chosen[one]))


async def on_over(tx: Transaction, event: MeetupOver) -> None:
    """What people need is deleted, and who its guests were; unless the meetup ends later now: that has
    a duty of its own.
    """
    found = await answers_to_tell(tx.db, event.meetup_id)
    if found is not None and to_iso(found[0].ends_at) == event.ends:
        await forget_needs(tx, event.meetup_id)
        await forget_guests(tx, event.meetup_id)


async def on_organiser_added(tx: Transaction, event: OrganiserAdded) -> None:
    """Nobody looks after a meetup without knowing it."""
    found = await answers_to_tell(tx.db, event.meetup_id)
    if found is None or found[0].removed_at is not None:
        return
    if event.person_id in await organisers_to_tell(tx.db, event.meetup_id):
        await notify(
            tx,
            event.person_id,
            NoticeKind.MEETUP_YOURS,
            key=f"organiser:{event.meetup_id}:{event.stamp}",
            path=f"/meetups/{event.meetup_id}/organisers",
            title=found[0].title,
        )


async def on_belonging_made(tx: Transaction, event: BelongingMade) -> None:
    """Of what it belongs to now others may have followers than of what it did before."""
    if event.place_kind == "meetup":
        tx.record(MeetupPublished(event.place_id))


async def on_published(tx: Transaction, event: MeetupPublished) -> None:
    """Who follows what it is of and may read of it: once for a meetup, whatever number of dates,
    and whatever of it they follow.
    """
    meetup = await news.meetup_to_tell(tx.db, event.meetup_id, tx.now)
    if meetup is None:
        return
    things = await news.things_of(tx.db, meetup)
    people, by_mail = await followers_to_tell(tx.db, things, after=event.after, limit=PORTION)
    for person_id in people:
        if not await news.may_hear(tx.db, person_id, meetup):
            continue
        told = await notify(
            tx,
            person_id,
            NoticeKind.MEETUP_NEW,
            key=f"followed:{meetup.series_id or meetup.meetup_id}",
            path=f"/meetups/{meetup.meetup_id}",
            title=meetup.title,
        )
        if told and person_id in by_mail:
            tx.record(MeetupLetterDue(meetup.meetup_id, person_id))
    if len(people) == PORTION:
        tx.record(MeetupPublished(event.meetup_id, after=people[-1]))


async def mail_new(tx: Transaction, event: MeetupLetterDue) -> Mail | None:
    """None for who ended the letters meanwhile, or may not read of it any more. No word of it: it may
    be for a closed room.
    """
    meetup = await news.meetup_to_tell(tx.db, event.meetup_id, tx.now)
    to = await address_for_mail(tx.db, event.person_id)
    if meetup is None or not to or not await still_by_mail(tx.db, event.person_id):
        return None
    if not await news.may_hear(tx.db, event.person_id, meetup):
        return None
    address = tx.config.address
    stop = f"{address}{stop_path(tx.keys, event.person_id)}"
    hub = (await community_for_anyone(tx.db)).name
    lines = letters.new_lines(f"{address}/meetups/{meetup.meetup_id}", stop)
    made = letter(to, _("something new for you to look at"), *lines, hub=hub, address=address)
    headers = {"List-Unsubscribe": f"<{stop}>", "List-Unsubscribe-Post": ONE_CLICK}
    return replace(made, headers=headers)
