"""Doors of meetups that change something."""

from tests.support.factories import picture_bytes
from tests.web.write import Write

MEETUP = "/meetups/{meetup}"
FIVE = {
    "title": "Tea",
    "day": "2026-12-24",
    "starts": "18:30",
    "modes": "in_person",
    "place": "A hall",
    "about": "Tea.",
    "address": "A street",
    "cost": "free",
}

MEETUPS = [
    Write("meetups:announce", "bo", "/meetups/new", {**FIVE, "client_id": "m-9"}),
    Write("meetups:update", "amina", f"{MEETUP}/edit", FIVE),
    Write("meetups:reply", "cleo", f"{MEETUP}/reply", {"choice": "online", "needs": "A seat"}),
    Write(
        "meetups:create_talk",
        "amina",
        f"{MEETUP}/thread",
        {"client_id": "m-12", "board": "questions", "body": "What do you want to bring?"},
    ),
    Write(
        "meetups:update_photo",
        "amina",
        f"{MEETUP}/photo/edit",
        {"action": "set", "alt": "A green door"},
        file=picture_bytes(),
    ),
    Write(
        "meetups:ask_as_guest",
        "",
        f"{MEETUP}/guests",
        {"name": "Lou", "email": "lou@example.net", "choice": "in_person"},
    ),
    Write(
        "meetups:answer_as_guest",
        "",
        "{asked_guest_link}",
        {"action": "come", "choice": "in_person", "needs": "A ramp"},
    ),
    Write(
        "api:api_reply_to_meetup",
        "cleo",
        "/api/v1/meetups/{meetup}/replies",
        {"choice": "no"},
        json=True,
    ),
    Write("meetups:update_reminders", "bo", "/meetups/reminders", {"hours": "2"}),
    Write("meetups:make_feed", "bo", "/meetups/feed", None),
    Write("meetups:revoke_feed", "bo", "/meetups/feed/revoke", None),
    Write(
        "meetups:decide",
        "amina",
        "/meetups/{asked_meetup}/people",
        {"handle": "bo", "action": "no"},
    ),
    Write(
        "meetups:update_organisers",
        "amina",
        f"{MEETUP}/organisers",
        {"handle": "cleo", "action": "add"},
    ),
    Write(
        "meetups:record_attendance",
        "amina",
        "/meetups/{past_meetup}/attendance",
        {"came_in_person": "12"},
    ),
    Write(
        "meetups:update_afterwards",
        "amina",
        "/meetups/{past_meetup}/afterwards",
        {"notes": "We agreed.", "questions": "Who pays?", "next_steps": "Write it down."},
    ),
    Write("meetups:cancel", "amina", f"{MEETUP}/cancel", {"reason": "Rain"}),
]
