"""What meetups plug into the hub."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy.ext.asyncio import AsyncConnection

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
from peerhub.core.words import _
from peerhub.meetups import api, reactions
from peerhub.meetups.attached import MeetupAttached
from peerhub.meetups.belonging import MeetupsBelonging
from peerhub.meetups.moderated import MeetupModerated
from peerhub.meetups.personal import PersonalMeetups
from peerhub.meetups.portable import portable
from peerhub.meetups.searchable import MeetupsSearchable
from peerhub.meetups.views import (
    afterwards,
    feed,
    finding,
    guests,
    organisers,
    organising,
    paper,
    photos,
    talk,
)
from peerhub.web.feature import Feature, NavItem, form, page

MEETUP = "/meetups/{meetup_id}"
GUEST = "/meetups/guests/{guest_id}/{sign}"


async def nav(db: AsyncConnection, person: Any, path: str) -> Sequence[NavItem]:
    """For members; strangers find it at the foot of each page."""
    if person is None:
        return []
    return [NavItem(_("Meetups"), "/meetups", "clock", path.startswith("/meetups"))]


feature = Feature(
    name="meetups",
    portable=portable,
    personal=PersonalMeetups(),
    moderated={"meetup": MeetupModerated()},
    attached={"meetup": MeetupAttached()},
    places={"meetup": MeetupsBelonging()},
    searchable={"meetup": MeetupsSearchable()},
    nav=nav,
    routes=[
        page("/meetups", finding.list_meetups, "meetups:meetups"),
        form("/meetups/new", organising.announce, "meetups:announce"),
        page("/meetups/new", organising.new_meetup, "meetups:new"),
        page("/meetups/reminders", finding.show_reminders, "meetups:reminders"),
        form("/meetups/reminders", finding.update_reminders, "meetups:update_reminders"),
        page("/meetups/feed", feed.show_feed, "meetups:feed"),
        form("/meetups/feed", feed.make_feed, "meetups:make_feed"),
        form("/meetups/feed/revoke", feed.revoke_feed, "meetups:revoke_feed"),
        page("/meetups/feed/{token}.ics", feed.show_feed_file, "meetups:feed_file"),
        page("/meetups.ics", finding.show_calendar, "meetups:calendar"),
        page(f"{MEETUP}.ics", finding.show_one_calendar, "meetups:file"),
        page("/meetups/programme", paper.show_programme, "meetups:programme"),
        page(MEETUP, finding.show_meetup, "meetups:meetup"),
        page(f"{MEETUP}/edit", organising.edit_meetup, "meetups:edit"),
        form(f"{MEETUP}/edit", organising.update_meetup, "meetups:update"),
        form(f"{MEETUP}/reply", finding.reply, "meetups:reply"),
        form(f"{MEETUP}/guests", guests.ask, "meetups:ask_as_guest"),
        page(GUEST, guests.show_guest, "meetups:guest"),
        form(GUEST, guests.answer, "meetups:answer_as_guest"),
        page(f"{MEETUP}/people", organising.show_who_comes, "meetups:people"),
        form(f"{MEETUP}/people", organising.decide, "meetups:decide"),
        page(f"{MEETUP}/organisers", organisers.show_organisers, "meetups:organisers"),
        form(f"{MEETUP}/organisers", organisers.update_organisers, "meetups:update_organisers"),
        page(f"{MEETUP}/poster", paper.show_poster, "meetups:poster"),
        page(f"{MEETUP}/sheet", paper.show_sheet, "meetups:sheet"),
        form(f"{MEETUP}/attendance", organising.record_attendance, "meetups:record_attendance"),
        page(f"{MEETUP}/photo", photos.show_photo, "meetups:photo"),
        page(f"{MEETUP}/photo/edit", photos.edit_photo, "meetups:edit_photo"),
        form(f"{MEETUP}/photo/edit", photos.update_photo, "meetups:update_photo"),
        page(f"{MEETUP}/thread", talk.new_talk, "meetups:talk"),
        form(f"{MEETUP}/thread", talk.create_talk, "meetups:create_talk"),
        page(f"{MEETUP}/afterwards", afterwards.edit_afterwards, "meetups:afterwards"),
        form(f"{MEETUP}/afterwards", afterwards.update_afterwards, "meetups:update_afterwards"),
        form(f"{MEETUP}/cancel", organising.cancel, "meetups:cancel"),
    ],
    endpoints=api.endpoints,
    letters={
        GuestAsked: [reactions.mail_guest_asked],
        GuestTold: [reactions.mail_guest_told],
        MeetupLetterDue: [reactions.mail_new],
    },
    reactions={
        GuestUnanswered: [reactions.on_guest_unanswered],
        BelongingMade: [reactions.on_belonging_made],
        MeetupPublished: [reactions.on_published],
        MeetupChanged: [reactions.on_changed],
        SeatGiven: [reactions.on_seat_given],
        SeatAsked: [reactions.on_seat_asked],
        SeatDecided: [reactions.on_seat_decided],
        MeetupNear: [reactions.on_near],
        MeetupOver: [reactions.on_over],
        OrganiserAdded: [reactions.on_organiser_added],
    },
)
