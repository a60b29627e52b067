"""What the forms of meetups become. Times are of the hub's own clock on the wall."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import Any, Literal
from urllib.parse import urlsplit

from pydantic import Field, field_validator, model_validator

from peerhub.core.clock import ZONE
from peerhub.core.errors import Refused
from peerhub.core.words import _
from peerhub.directory.belongings import MOST_OWNERS
from peerhub.meetups.dates import days_of, times_like
from peerhub.meetups.models import (
    ABOUT_LENGTH,
    CIRCLES,
    LINE_LENGTH,
    MOST_DATES,
    MOST_SEATS,
    NEEDS_LENGTH,
    TITLE_LENGTH,
    AccessFact,
    Along,
    Audience,
    Choice,
    MeetupKind,
    Repeats,
    Said,
    Times,
)
from peerhub.web.forms import ClientId, Draft

USUAL = timedelta(hours=2)  # where nobody says when it ends


def whole_link(link: str) -> str:
    """As it is, or empty; ValueError for anything but https."""
    if link and (urlsplit(link).scheme != "https" or not urlsplit(link).hostname):
        raise ValueError(_("Write the whole link, from https:// on."))
    return link


class MeetupDraft(Draft):
    """Five answers announce a meetup: what, which day, when, how, where. The rest can wait."""

    title: str = Field("", max_length=TITLE_LENGTH, validate_default=True)
    day: str = Field("", max_length=10, validate_default=True)
    starts: str = Field("", max_length=8, validate_default=True)
    ends: str = Field("", max_length=8)
    modes: list[Literal["in_person", "online"]] = Field(default_factory=list, max_length=2)
    place: str = Field("", max_length=LINE_LENGTH)
    address: str = Field("", max_length=LINE_LENGTH)
    link: str = Field("", max_length=LINE_LENGTH)
    about: str = Field("", max_length=ABOUT_LENGTH)
    kind: MeetupKind = MeetupKind.MEETUP
    audience: Audience = Audience.MEMBERS
    network: str = Field("", max_length=30)
    space: str = Field("", max_length=30)
    seats_in_person: str = Field("", max_length=6)
    seats_online: str = Field("", max_length=6)
    guests: bool = False
    cost: str = Field("", max_length=LINE_LENGTH)
    sector: str = Field("", max_length=60)
    borough: str = Field("", max_length=60)
    step_free: str = Field("", max_length=4)
    bsl: str = Field("", max_length=4)
    loop: str = Field("", max_length=4)
    quiet_room: str = Field("", max_length=4)
    travel_paid: str = Field("", max_length=4)
    childcare: str = Field("", max_length=4)
    prayer: str = Field("", max_length=4)
    food: str = Field("", max_length=4)

    @field_validator("title")
    @classmethod
    def named(cls, title: str) -> str:
        if not title:
            raise ValueError(_("Give it a name, as in “First Thursday tea”."))
        return title

    @field_validator("day")
    @classmethod
    def a_day(cls, said: str) -> str:
        try:
            return date.fromisoformat(said).isoformat()
        except ValueError:
            raise ValueError(_("Write the day as in 2026-12-03.")) from None

    @field_validator("starts", "ends")
    @classmethod
    def a_time(cls, said: str) -> str:
        if not said:
            return said
        try:
            return time.fromisoformat(said).strftime("%H:%M")
        except ValueError:
            raise ValueError(_("Write the time as in 18:30.")) from None

    @field_validator("starts")
    @classmethod
    def begins(cls, said: str) -> str:
        if not said:
            raise ValueError(_("Say when it begins, as in 18:30."))
        return said

    @field_validator("seats_in_person", "seats_online")
    @classmethod
    def a_number(cls, said: str) -> str:
        if said and not (said.isascii() and said.isdigit() and 1 <= int(said) <= MOST_SEATS):
            raise ValueError(_("Write a whole number, or leave it empty for as many as come."))
        return said

    @field_validator("link")
    @classmethod
    def an_address(cls, link: str) -> str:
        return whole_link(link)

    @field_validator(*AccessFact)
    @classmethod
    def said(cls, said: str) -> str:
        if said and said not in set(Said):
            raise ValueError(_("Choose yes, no or “ask us”."))
        return said

    @model_validator(mode="after")
    def on_the_clock(self) -> MeetupDraft:
        """An hour that the clocks leave out in spring is no time at all."""
        local = datetime.fromisoformat(f"{self.day}T{self.starts}").replace(tzinfo=ZONE)
        if local.astimezone(UTC).astimezone(ZONE).replace(tzinfo=None) != local.replace(
            tzinfo=None
        ):
            raise ValueError(
                _("The clocks go forward then: that time is left out. Choose another.")
            )
        return self

    def to_fields(self) -> dict[str, Any]:
        """As a Meetup has them."""
        starts = datetime.fromisoformat(f"{self.day}T{self.starts}").replace(tzinfo=ZONE)
        ends = starts + USUAL
        if self.ends:
            ends = datetime.fromisoformat(f"{self.day}T{self.ends}").replace(tzinfo=ZONE)
        seats = {
            name: int(said) if (said := getattr(self, name)) else None
            for name in ("seats_in_person", "seats_online")
        }
        same = ("title", "place", "address", "link", "about", "kind", "audience", "cost")
        return {
            **{name: getattr(self, name) for name in (*same, "sector", "borough", "guests")},
            **seats,
            "circle": getattr(self, self.audience) if self.audience in CIRCLES else "",
            "starts_at": starts.astimezone(UTC),
            "ends_at": ends.astimezone(UTC),
            "in_person": Choice.IN_PERSON in self.modes,
            "online": Choice.ONLINE in self.modes,
            "access": {
                fact.value: getattr(self, fact) for fact in AccessFact if getattr(self, fact)
            },
        }


class NewMeetupDraft(MeetupDraft):
    """Once, or again and again, so many times or until a day."""

    client_id: ClientId
    repeats: Literal["", "weekly", "fortnightly", "monthly"] = ""
    times: str = Field("", max_length=4)
    until: str = Field("", max_length=10)
    owners: list[str] = Field(default_factory=list, max_length=MOST_OWNERS)

    @field_validator("times")
    @classmethod
    def some_times(cls, said: str) -> str:
        if said and not (said.isascii() and said.isdigit() and 2 <= int(said) <= MOST_DATES):
            raise ValueError(_("Write a whole number from 2 to %(n)s.") % {"n": MOST_DATES})
        return said

    @field_validator("until")
    @classmethod
    def until_a_day(cls, said: str) -> str:
        try:
            return date.fromisoformat(said).isoformat() if said else said
        except ValueError:
            raise ValueError(_("Write the day as in 2026-12-03.")) from None

    def to_dates(self) -> list[Times]:
        """When else it takes place. Refused where nobody says how long, or an hour is left out."""
        if not self.repeats:
            return []
        if bool(self.times) is bool(self.until):
            raise Refused(
                _("Say how many times, or until which day: one of the two."), field="times"
            )
        said = self.to_fields()
        until = date.fromisoformat(self.until) if self.until else None
        days = days_of(
            date.fromisoformat(self.day),
            Repeats(self.repeats),
            times=int(self.times or 0),
            until=until,
        )
        return [times_like(said["starts_at"], said["ends_at"], ZONE.key, day) for day in days[1:]]


class ChangeDraft(MeetupDraft):
    """`which`: this date alone, or with the later ones of its series."""

    which: Literal["one", "later"] = "one"


class ReplyDraft(Draft):
    choice: str = Field("", max_length=10, validate_default=True)
    needs: str = Field("", max_length=NEEDS_LENGTH)
    accompanied: bool = False
    shown: bool = False

    @field_validator("choice")
    @classmethod
    def known(cls, choice: str) -> str:
        if choice not in set(Choice):
            raise ValueError(_("Choose what fits best."))
        return choice

    def to_along(self) -> Along:
        return Along(self.needs, self.accompanied, self.shown)


class SeatDraft(Draft):
    """The same from the API."""

    choice: Choice


class AttendanceDraft(Draft):
    """How many came by each way; empty where nobody counted."""

    came_in_person: str = Field("", max_length=20)
    came_online: str = Field("", max_length=20)

    @field_validator("came_in_person", "came_online")
    @classmethod
    def a_count(cls, said: str) -> str:
        if said and not (said.isascii() and said.isdigit() and int(said) <= MOST_SEATS):
            raise ValueError(_("Write a whole number, or leave it empty where nobody counted."))
        return said


class AfterwardsDraft(Draft):
    """What came of it; all of it may stay empty."""

    notes: str = Field("", max_length=ABOUT_LENGTH)
    recording: str = Field("", max_length=LINE_LENGTH)
    questions: str = Field("", max_length=ABOUT_LENGTH)
    next_steps: str = Field("", max_length=ABOUT_LENGTH)

    @field_validator("recording")
    @classmethod
    def an_address(cls, link: str) -> str:
        return whole_link(link)


class DecideDraft(Draft):
    """What an organiser says to whoever asks."""

    handle: str = Field(max_length=60)
    action: Literal["yes", "no"]


class CancelDraft(Draft):
    which: Literal["one", "later"] = "one"
    reason: str = Field("", max_length=LINE_LENGTH)


class RemindersDraft(Draft):
    """Hours before a meetup; none is a choice too."""

    hours: list[Literal["168", "24", "2"]] = Field(default_factory=list, max_length=3)
