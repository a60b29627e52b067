"""Meetups stay: who comes agreed to this hub, and what is public of them stands in a calendar file."""

from __future__ import annotations

from peerhub.core.portable import Portable

portable = Portable(
    stays={
        "meetups": "with addresses and links for those who come; a calendar file has the public ones",
        "meetup_organisers": "who looks after them here",
        "meetup_reminders": "what somebody chose in this hub",
        "meetup_replies": "who comes, which their organisers alone know",
        "meetup_sources": "each hub reads other networks' calendars itself",
        "meetup_guests": "addresses of people who come to one meetup, told to this hub alone",
        "meetup_feeds": "a token that opens a calendar of this hub alone",
        "meetup_needs": "what people need to take part, told to the organisers of one meetup alone",
    }
)
