"""The demo's rooms, with a few messages of yesterday and today."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta

from peerhub.core.errors import HubError
from peerhub.core.text import to_html
from peerhub.core.transaction import Transaction
from peerhub.people.models import Person
from peerhub.rooms.models import ChangeKind, NewChange, NewMessage
from peerhub.rooms.service.change import change_messages
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
    ("housing", 640, "bo", "I slept in a room like that for two winters. I cough to this day."),
    ("youth-work", 300, "eli", "Who has a good opening game for a group that does not know itself?"),
    ("youth-work", 280, "bo", "Two lines on a card: one true thing, one wish. Nobody has to read aloud."),
)  # fmt: skip
ANSWERS = {9: 8, 10: 9}  # which of the above answers which
NOTES = {13: "Illness or death: damp, and what it does to children"}
ASIDES = ((8, 44, "dana", "Which size is big type for you?"), (8, 43, "amina", "Twenty-four."))
REACTIONS = (
    (3, "bo", "🙏"),
    (6, "amina", "👍"),
    (8, "dana", "💡"),
    (8, "eli", "🙏"),
    (12, "bo", "👍"),
)


async def seed_rooms(tx: Transaction, people: Mapping[str, Person]) -> None:
    for slug, title, sector, topic in ROOMS:
        await open_room(tx, slug=slug, title=title, sector=sector, topic=topic)
    ids: list[str] = []
    for number, (room, minutes, who, body) in enumerate(SAID):
        answered = ids[ANSWERS[number]] if number in ANSWERS else None
        said = _message(people[who], room, f"demo-{number}", body)
        said = replace(said, reply_to=answered, warning=NOTES.get(number, ""))
        ids.append(await _post(tx, said, minutes))
    for number, (root, minutes, who, body) in enumerate(ASIDES):
        said = _message(people[who], SAID[root][0], f"aside-{number}", body)
        await _post(tx, replace(said, thread=ids[root]), minutes)
    changes = [
        NewChange(ChangeKind.REACT, people[who].person_id, f"thanks-{n}", ids[at], emoji=emoji)
        for n, (at, who, emoji) in enumerate(REACTIONS)
    ]
    await change_messages(tx, changes)


def _message(person: Person, room: str, client_id: str, body: str) -> NewMessage:
    return NewMessage(person.person_id, room, client_id, body, to_html(body))


async def _post(tx: Transaction, said: NewMessage, minutes: int) -> str:
    """Said so many minutes ago; the message's id."""
    earlier = replace(tx, now=tx.now - timedelta(minutes=minutes))
    (answer,) = await post_messages(earlier, [said])
    if isinstance(answer, HubError):
        raise answer
    return answer.message_id
