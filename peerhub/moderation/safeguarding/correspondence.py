"""Who may read outside of the wall: whoever raised a concern, and whom leads wrote to. By code, or by
being that member; never by a role.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncConnection

from peerhub.core.errors import NotFound
from peerhub.core.keys import Keys
from peerhub.core.words import _
from peerhub.moderation.safeguarding.access import OpenConcern
from peerhub.moderation.safeguarding.models import (
    Concern,
    ConcernState,
    EntryKind,
    Letter,
    LetterBox,
    Rung,
    Telling,
)
from peerhub.moderation.safeguarding.sealed import box_place, letter_place
from peerhub.moderation.safeguarding.store import concerns, letters, rota
from peerhub.moderation.safeguarding.wall import Closed, open_with, public_box_of, reference_hash
from peerhub.people.models import Person


async def concern_of_reporter(db: AsyncConnection, reference: str) -> Concern:
    """By its reference alone: state and times. NotFound for one that never was."""
    found = await concerns.find_by_reference(db, reference_hash(reference))
    if found is None:
        raise NotFound()
    return found


async def nobody_reached(db: AsyncConnection, concern: Concern) -> bool:
    """Whether everybody was called, nobody has come, and no way has reached anyone."""
    if concern.state is not ConcernState.WAITING or concern.rung is not Rung.NOBODY:
        return False
    tried = await rota.list_tellings(db, concern.concern_id)
    return not any(one.state is Telling.TOLD for one in tried)


async def letters_for_reporter(
    db: AsyncConnection, concern: Concern, reply_box: bytes
) -> list[tuple[datetime, str]]:
    """What leads wrote to them, opened with their code; NotFound where the code is another's."""
    if public_box_of(reply_box) != concern.reply_box:
        raise NotFound()
    found = await concerns.list_letters(db, concern.concern_id)
    place = concern.concern_id
    return [(one.at, _opened(reply_box, one, letter_place(place, one.number))) for one in found]


def _opened(private: bytes, letter: Letter, place: str) -> str:
    try:
        return open_with(private, letter.sealed, about=place).decode()
    except Closed:
        return _("This letter cannot be opened. It was changed in the database.")


def letter_mark(keys: Keys, person_id: str) -> str:
    """By which a member's letters are found; nobody who only has the database can tell whose."""
    return keys.mark("letters", person_id)


def written_to(opened: OpenConcern) -> dict[str, str]:
    """To whom leads wrote because of this concern: by reference, a member's id or ""."""
    told = [entry.said for entry in opened.entries if entry.kind is EntryKind.LETTER]
    return {said["reference"]: said.get("member", "") for said in told if said.get("reference")}


async def box_by_reference(db: AsyncConnection, reference: str) -> LetterBox | None:
    return await letters.find_by_reference(db, reference_hash(reference))


async def box_for_member(db: AsyncConnection, keys: Keys, person: Person, box_id: str) -> LetterBox:
    """NotFound for everybody else's, as if it never was."""
    box = await letters.find_box(db, box_id)
    if box is None or box.mark != letter_mark(keys, person.person_id):
        raise NotFound()
    return box


async def letters_in_box(
    db: AsyncConnection, box: LetterBox, private: bytes
) -> list[tuple[datetime, str]]:
    """What leads wrote there, opened with the code's key; NotFound where the code is another's."""
    if public_box_of(private) != box.reply_box:
        raise NotFound()
    found = await letters.list_letters(db, box.box_id)
    return [(one.at, _opened(private, one, box_place(box.box_id, one.number))) for one in found]
