"""The demo's rooms, with a few messages of yesterday and today."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta

from peerhub.core.text import to_html
from peerhub.core.transaction import Transaction
from peerhub.people.models import Person
from peerhub.rooms.models import NewMessage
from peerhub.rooms.service.post import post_messages
from peerhub.rooms.service.rooms import open_room

ROOMS = (
    ("welcome", "Welcome", "", "Say hello, and ask how things work here"),
    ("health-and-care", "Health and care", "health-and-care", "Surgeries, hospitals, care at home"),
    ("housing", "Housing", "housing", "Damp, repairs, rent, and how to be heard"),
    ("youth-work", "Youth work", "youth-work", "For those who work with young people"),
)
SAID = (  # room, how many minutes ago, who, what
    ("welcome", 1_500, "fay", "Welcome, everybody. The rooms on the left are open to all members."),
    ("welcome", 1_490, "cleo", "I am one of the moderators. If something feels wrong, *Report* it."),
    ("welcome", 95, "bo", "Hello, I am Bo. A friend told me about this place."),
    ("welcome", 90, "amina", "Good to have you here, Bo. Start with Health and care, it is lively."),
    ("health-and-care", 1_400, "eli", "Tonight from 6 to 8: **how do you ask about access needs?**"),
    ("health-and-care", 64, "amina", "We put one question on the form for everybody: *what would "
     "make this visit easier for you?* People write things we never thought of."),
    ("health-and-care", 60, "dana", "Asking everybody means nobody has to stand out. I like that."),
    ("health-and-care", 52, "bo", "Our surgery asks by text. Half of our members never see it."),
    ("health-and-care", 47, "amina", "Same here. We print it large and hand it out at the desk:\n\n"
     "- big type\n- one question a page\n- a picture of the person who reads it"),
    ("health-and-care", 41, "eli", "Would you share the sheet, Amina? I would take it to our board."),
    ("health-and-care", 38, "amina", "With pleasure. I put it in the forum, so that it stays."),
    ("housing", 700, "cleo", "The council answers letters about damp faster if a date stands in them."),
    ("housing", 655, "amina", "And a photo with a ruler beside it. We got an inspector within a week."),
    ("youth-work", 300, "eli", "Who has a good opening game for a group that does not know itself?"),
    ("youth-work", 280, "bo", "Two lines on a card: one true thing, one wish. Nobody has to read aloud."),
)  # fmt: skip


async def seed_rooms(tx: Transaction, people: Mapping[str, Person]) -> None:
    for slug, title, sector, topic in ROOMS:
        await open_room(tx, slug=slug, title=title, sector=sector, topic=topic)
    for number, (room, minutes, who, body) in enumerate(SAID):
        message = NewMessage(
            person_id=people[who].person_id,
            room=room,
            client_id=f"demo-{number}",
            body=body,
            html=to_html(body),
        )
        earlier = replace(tx, now=tx.now - timedelta(minutes=minutes))
        await post_messages(earlier, [message])
