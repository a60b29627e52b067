"""What meetups hold about one person: what they announced, and where they said that they come."""

from __future__ import annotations

from typing import Any

from sqlalchemy.ext.asyncio import AsyncConnection

from peerhub.core.clock import to_iso
from peerhub.core.keys import Keys
from peerhub.core.transaction import Transaction
from peerhub.meetups.access import reminders_of
from peerhub.meetups.service.respond import forget_person
from peerhub.meetups.store import feeds, meetups, needs, replies


class PersonalMeetups:
    """A meetup stays for those who come, and names nobody as who announced it.

    What somebody needs to take part is read on the meetup's own page only: a file lies about.
    """

    async def export_person(
        self, db: AsyncConnection, keys: Keys, person_id: str
    ) -> dict[str, Any]:
        reminders = await reminders_of(db, [person_id])
        said = await needs.list_needs_of(db, person_id)
        feed_made_at = await feeds.find_made_at(db, person_id)
        return {
            "calendar_made_at": to_iso(feed_made_at) if feed_made_at else "",
            "reminders": sorted(int(one) for one in reminders[person_id]),
            "announced": [
                {
                    "title": one.title,
                    "about": one.about,
                    "starts_at": to_iso(one.starts_at),
                    "notes": one.notes,
                    "recording": one.recording,
                    "questions": one.questions,
                    "next_steps": one.next_steps,
                }
                for one in await meetups.list_announced_by(db, person_id)
            ],
            "replies": [
                {
                    "meetup": meetup.title,
                    "starts_at": to_iso(meetup.starts_at),
                    "choice": reply.choice.value,
                    "seat": reply.seat.value,
                    "at": to_iso(reply.at),
                    "accompanied": reply.accompanied,
                    "shown": reply.shown,
                    "needs": "on the page of the meetup" if meetup.meetup_id in said else "",
                }
                for meetup, reply in await replies.list_of_person(db, person_id)
            ],
        }

    async def erase_person(self, tx: Transaction, person_id: str) -> None:
        await forget_person(tx, person_id)
